import { fault, actOnBoard, actOnCard, cardName, isBoardAct, ulid } from '@mutirao/documents'
import type { Actor, DemoScene, DemoStep, EditContext, WrittenRange } from '@mutirao/documents'
import { createHash } from 'node:crypto'
import * as Y from 'yjs'
import type { Parts } from '../http/parts.ts'

/** Somebody of the team. */
export interface DemoMember extends Actor {
  readonly name: string
}

export interface MonthOptions {
  readonly workspaceId: string
  readonly boardId: string
  readonly boardName: string
  readonly scene: DemoScene
  readonly team: readonly DemoMember[]
  readonly steps: readonly DemoStep[]
}

/**
 * Lets the team live its month: every step is an edit on a person's own copy, sent like that of a device which was offline
 * for a while, with the times at which it was written, through the same door as everybody's edits. One row per person and
 * sitting.
 */
export async function liveMonth(parts: Pick<Parts, 'engine' | 'directory'>, options: MonthOptions): Promise<void> {
  const { steps, scene, team, boardName, boardId, workspaceId } = options
  const board = await openWriter(parts, boardName, team)
  const cardIds = new Map<number, string>()
  for (const sitting of sittings(steps.filter(({ act }) => isBoardAct(act))))
    await board.write(sitting, (doc, context, { act, card }) =>
      cardIds.set(card, actOnBoard(doc, context, act, scene, cardIds.get(card) ?? '')),
    )
  const talks = Map.groupBy(
    steps.filter(({ act }) => !isBoardAct(act)),
    ({ card }) => card,
  )
  // Details are documents of their own: they need not wait for each other.
  await Promise.all(
    [...talks].map(async ([card, talk]) => {
      const name = cardName(boardId, cardIds.get(card) ?? '')
      const items = new Map<string, string>()
      await parts.directory.ensureDetailDocument(workspaceId, name, member(team, talk[0]?.by ?? 0).userId)
      const details = await openWriter(parts, name, team)
      for (const sitting of sittings(talk))
        await details.write(sitting, (doc, context, { act }) => actOnCard(doc, context, act, scene, items))
    }),
  )
}

/** Neighbouring steps of one person within the hour. */
function sittings(steps: readonly DemoStep[]): DemoStep[][] {
  const groups: DemoStep[][] = []
  for (const step of steps) {
    const last = groups.at(-1)
    if (last?.[0] && last[0].by === step.by && step.atMs - last[0].atMs < 3_600_000) last.push(step)
    else groups.push([step])
  }
  return groups
}

const member = (team: readonly DemoMember[], index: number): DemoMember => {
  const found = team[index % team.length]
  if (!found) throw new RangeError('the demo has nobody who may write')
  return found
}

/** Who did something, by index into the team, and when. */
export interface Moment {
  readonly by: number
  readonly atMs: number
}
type Play<Step extends Moment> = (doc: Y.Doc, context: EditContext, step: Step) => unknown

/** One copy of a document on which everybody writes in turn, each with a client id of their own. */
export async function openWriter({ engine }: Pick<Parts, 'engine'>, name: string, team: readonly DemoMember[]) {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, await engine.read(name, (live) => Y.encodeStateAsUpdate(live)))
  return {
    /** As everybody has it. */
    doc,
    /** Plays the steps of one sitting and sends them as one update. Throws when the server does not take all of it. */
    async write<Step extends Moment>(sitting: readonly Step[], play: Play<Step>): Promise<void> {
      const { role, groups, userId } = member(team, sitting[0]?.by ?? 0)
      const updates: Uint8Array[] = []
      const written: WrittenRange[] = []
      const keep = (update: Uint8Array): void => void updates.push(update)
      doc.clientID = clientIdOf(name, userId)
      doc.on('update', keep)
      for (const step of sitting) {
        const from = Y.getState(doc.store, doc.clientID)
        play(doc, contextAt(userId, step.atMs), step)
        const to = Y.getState(doc.store, doc.clientID)
        if (to > from) written.push([doc.clientID, from, to, step.atMs])
      }
      doc.off('update', keep)
      if (updates.length === 0) return
      const options = { origin: 'client', written: fault('ACC-22') ? [] : written } as const
      const result = await engine.submitUpdate(name, Y.mergeUpdates(updates), { userId, role, groups }, options)
      const whole = result.kind === 'taken' && result.reverted.length + result.refused.length === 0
      if (!whole) throw new Error(`the demo's edit of ${name} was not taken whole: ${JSON.stringify(result)}`)
    },
  }
}

/** The same person has the same id in the same document, and nobody else's. */
const clientIdOf = (name: string, userId: string): number =>
  createHash('sha256').update(`${name} ${userId}`).digest().readUInt32BE(0) % 0x7fff_ffff

let made = 0
/** Ids carry the moment in which the person made them, as on a real device. */
function contextAt(userId: string, nowMs: number): EditContext {
  const newId = (): string => {
    const digest = createHash('sha256').update(`${userId} ${nowMs} ${++made}`).digest()
    return ulid(nowMs, digest.subarray(0, 16))
  }
  return { userId, nowMs, random: () => createHash('sha256').update(newId()).digest().readUInt32BE(0) / 2 ** 32, newId }
}
