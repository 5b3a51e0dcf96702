import type { Change, ChangeOp, JsonValue, Judge, Judgement } from '../kind.ts'
import type { RefusalCode } from '../protocol.ts'
import { valueOf } from './capture.ts'
import { refs, type Struct } from './struct.ts'
import type { Refused } from './types.ts'
import { fault } from '../faults.ts'

/** Containers nested deeper than this are refused: recursive readers (ours, Yjs's, editors') must not overflow. */
const maxDepth = 200
/** A hostile update must not make an answer as long as itself. */
const maxRefused = 200
/** What may be the value of a map key. Yjs writes nothing else there. */
const keyContent: ReadonlySet<number> = new Set([refs.any, refs.json, refs.binary, refs.type, refs.doc])

type Refusal = Extract<Judgement, { kind: 'refuse' }>

export const allow: Judgement = { kind: 'allow' }
const badStructure: Refusal = { kind: 'refuse', code: 'bad_structure' }
const badValue: Refusal = { kind: 'refuse', code: 'bad_value' }

/** Asks the judge, and keeps the books of what was taken and what was refused. */
export class Verdicts {
  readonly changes: Change[] = []
  readonly refused: Refused[] = []
  private readonly judge: Judge
  private readonly reported = new Set<string>()

  constructor(judge: Judge) {
    this.judge = judge
  }

  ask(change: Change, before: JsonValue | undefined): Judgement {
    const verdict = this.judge(change, before)
    if (verdict.kind === 'refuse') this.report(change.path, verdict.code)
    else this.changes.push(change)
    return verdict
  }

  /** What no judge may allow is refused without asking: content Yjs would not write there, values JSON cannot hold. */
  askContent(
    struct: Struct,
    op: ChangeOp,
    path: readonly string[],
    depth: number,
    before: JsonValue | undefined,
  ): Judgement {
    const isMisplaced = struct.key !== null && (struct.length !== 1 || !keyContent.has(struct.ref))
    const value = isMisplaced ? undefined : valueOf(struct)
    if (isMisplaced || (struct.isContainer && depth >= maxDepth && !fault('UPD-17')))
      return this.refuse(path, badStructure)
    if (value === undefined) return this.refuse(path, badValue)
    return this.ask({ path, op, value, bytes: struct.end - struct.contentStart }, before)
  }

  /** Whether this author could empty this key anyway. Not a change: kept in no book. */
  mayClear(path: readonly string[], before: JsonValue | undefined): boolean {
    return this.judge({ path, op: 'delete', value: undefined, bytes: 0 }, before).kind === 'allow'
  }

  private refuse(path: readonly string[], verdict: Refusal): Judgement {
    this.report(path, verdict.code)
    return verdict
  }

  private report(path: readonly string[], code: RefusalCode): void {
    const joined = path.join('/')
    const known = `${code} ${joined}`
    if (this.refused.length >= maxRefused || this.reported.has(known)) return
    this.reported.add(known)
    this.refused.push({ path: joined, code })
  }
}
