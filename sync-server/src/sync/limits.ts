import { limits as contract } from '@mutirao/documents'
import type { SyncLimits } from './types.ts'

const second = 1_000
const KiB = 1024
const MiB = 1024 * KiB

/** CONTRACT's limits, and those it leaves open. */
export const defaultLimits: SyncLimits = {
  ...contract,
  maxQueuedBytes: 1 * MiB,
  maxQueuedBytesTotal: 256 * MiB,
  maxUnreadSoftBytes: 4 * MiB,
  maxUnreadHardBytes: 32 * MiB,
  slowReaderMs: 30 * second,
  maxPresenceBytes: 4 * KiB,
  presencePerSecond: 50,
  heartbeatMs: 12 * second,
  silenceMs: 60 * second,
  loadDeadlineMs: 15 * second,
  lingerMs: 20 * second,
  maxDocumentBytes: 64 * MiB,
  foreignSetBackMs: second,
  // Answering an empty copy of a board of 10 000 cards takes 80 ms and some 110 of these.
  questionsPerSecond: 100,
  burstQuestions: 2_000,
  newClientsPerSecond: 1,
  burstNewClients: 2_000,
  freeClientsPerDocument: 100,
  // A step takes 0.17 µs here and in every browser that has the document open.
  placingStepsPerSecond: 20_000,
  burstPlacingSteps: 2_000_000,
  freePlacingSteps: 1_000,
  // Deciding one takes some 10 ms, one after the other.
  intentsPerSecond: 1,
  burstIntents: 1_000,
  authsPerSecond: 50,
  burstAuths: 2_000,
  presenceQueriesPerSecond: 5,
  burstPresenceQueries: 500,
  // Reading 250 KiB of claims takes some 5 ms; a day offline comes to less than one such message.
  claimBytesPerSecond: 256 * KiB,
  burstClaimBytes: 2 * MiB,
  anonymousMs: 30 * second,
  // Some hundred tokens; nobody has more to say before the first one is checked.
  anonymousBytes: 64 * KiB,
  anonymousSockets: 2_048,
  anonymousPerAddress: 256,
  sessionCheckMs: 60 * second,
  maxAuthBytes: 16 * KiB,
}
