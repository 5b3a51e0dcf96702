import { fault } from '../faults.ts'
import type { Judge, JudgeContext } from '../kind.ts'
import type { Actor } from '../protocol.ts'
import { allowed, refused } from '../rules.ts'

/** Nobody writes to a ledger; the server does not ask. */
export const judgeLedger = (_actor: Actor, _context: JudgeContext): Judge =>
  fault('LED-1') ? () => allowed : () => refused('read_only')
