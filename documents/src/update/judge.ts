import * as Y from 'yjs'
import type { Change, ChangeOp, JsonValue, Judge, Judgement } from '../kind.ts'
import type { RefusalCode } from '../protocol.ts'
import { captureItem, jsonOf, valueOf } from './capture.ts'
import type { Piece } from './deletions.ts'
import type { Structs } from './order.ts'
import { Resolver } from './resolve.ts'
import { RevertList } from './reverts.ts'
import { NewRoot, refs, Struct, type KeyWrites, type Parent, type SharedType } from './struct.ts'
import type { Refused } from './types.ts'

/** Containers nested deeper than this are refused: recursive readers (ours, Yjs's, editors') must not overflow. */
const maxDepth = 200
const maxRefused = 200

const allow: Judgement = { kind: 'allow' }
const refuse = (code: RefusalCode): Judgement => ({ kind: 'refuse', code })
/** What may be the value of a map key. Yjs writes nothing else there. */
const keyContent: ReadonlySet<number> = new Set([refs.any, refs.json, refs.binary, refs.type, refs.doc])

/**
 * How a container of the document stands after the update. gone: deleted before or by it · kept: its deletion was refused,
 * so nothing below it is deleted either · live
 */
type Standing = 'live' | 'gone' | 'kept'

/**
 * Asks the judge about everything an update would change and settles the fate of each struct and deletion.
 * What counts is the outcome: content overwritten or deleted within the same update is never asked about.
 */
export class Inspection {
  readonly changes: Change[] = []
  readonly refused: Refused[] = []
  readonly reverts: RevertList
  sunk = 0
  private readonly judge: Judge
  private readonly resolver: Resolver
  private readonly refusedKeys = new Set<string>()
  /** Containers of the document which the update deletes, or may delete by overwriting their key. */
  private goingContainers: Map<Y.Item, KeyWrites | null> | null = null
  private readonly standings = new Map<Y.Item, Standing>()
  private readonly removals = new Map<Y.Item | SharedType, Judgement>()

  constructor(doc: Y.Doc, structs: Structs, judge: Judge) {
    this.judge = judge
    this.resolver = new Resolver(doc, structs)
    this.reverts = new RevertList()
  }

  /** @param ordered in integration order */
  run(ordered: readonly Struct[], pieces: readonly Piece[]): void {
    for (const struct of ordered) this.place(struct)
    for (const piece of pieces) {
      if (piece.target instanceof Struct) piece.target.deletedUnits += piece.length
      else if (piece.target.content instanceof Y.ContentType) this.addGoing(piece.target, null)
    }
    for (const [item, writes] of this.resolver.overwrittenContainers()) {
      if (!this.goingContainers?.has(item)) this.addGoing(item, writes)
    }
    for (const struct of ordered) {
      if (struct.fate !== 'open' || struct.parent === null) continue
      if (struct.writes === null) this.judgeInsert(struct, struct.parent)
      else this.judgeWrites(struct.writes)
    }
    for (const piece of pieces) piece.taken = this.takesDeletion(piece)
  }

  private place(struct: Struct): void {
    this.resolver.resolve(struct)
    if (struct.parent !== null) return
    struct.fate = 'quiet'
    if (struct.ref !== refs.gc && struct.ref !== refs.deleted) this.sunk++
  }

  private addGoing(item: Y.Item, writes: KeyWrites | null): void {
    this.goingContainers ??= new Map()
    this.goingContainers.set(item, writes)
  }

  /** The fate of what the update puts into this container, unless somebody judges it. */
  private fateBelow(parent: Parent): Struct['fate'] {
    if (parent instanceof Struct) return parent.fate
    if (parent instanceof NewRoot) return 'live'
    return this.standingOf(parent) === 'gone' ? 'quiet' : 'live'
  }

  private standingOf(type: SharedType): Standing {
    const item = type._item
    if (item === null) return 'live'
    if (item.deleted) return 'gone'
    if (this.goingContainers === null) return 'live'
    const known = this.standings.get(item)
    if (known !== undefined) return known
    const standing = this.settleStanding(item, this.goingContainers)
    this.standings.set(item, standing)
    return standing
  }

  private settleStanding(item: Y.Item, going: ReadonlyMap<Y.Item, KeyWrites | null>): Standing {
    const above = this.standingOf(item.parent as SharedType)
    if (above !== 'live' || !going.has(item)) return above
    if (this.removesItem(item)) return 'gone'
    return going.get(item) === null ? 'kept' : 'live'
  }

  /** Whether an item whose parent stays is deleted in the end. */
  private removesItem(item: Y.Item): boolean {
    const parent = item.parent as SharedType
    const key = item.parentSub
    const writes = key === null ? undefined : this.resolver.writesTo(parent, key)
    if (writes?.current === item) {
      this.judgeWrites(writes)
      return writes.removesCurrent
    }
    const memo = key === null ? parent : item
    const known = this.removals.get(memo)
    const verdict = known ?? this.judgeRemoval(parent, key, item)
    if (known === undefined) this.removals.set(memo, verdict)
    return verdict.kind !== 'refuse'
  }

  private judgeRemoval(parent: Parent, key: string | null, current: Y.Item | null): Judgement {
    const above = this.resolver.place(parent).path
    const path = key === null ? above : [...above, key]
    const before = key === null || current === null ? undefined : jsonOf(current)
    const change: Change = { path, op: 'delete', value: undefined, bytes: 0 }
    const verdict = this.ask(change, before)
    if (verdict.kind === 'revert' && current !== null) {
      if (key === null) this.reverts.content(parent, path, verdict.rule)
      else this.reverts.key(parent, key, path, verdict.rule, before, captureItem(current))
    }
    return verdict
  }

  /** Asks, and keeps the books of what was taken and what was refused. */
  private ask(change: Change, before: JsonValue | undefined): Judgement {
    const verdict = this.judge(change, before)
    if (verdict.kind === 'refuse') this.report(change.path, verdict.code)
    else this.changes.push(change)
    return verdict
  }

  private report(path: readonly string[], code: RefusalCode): void {
    const joined = path.join('/')
    const known = `${code} ${joined}`
    if (this.refused.length >= maxRefused || this.refusedKeys.has(known)) return
    this.refusedKeys.add(known)
    this.refused.push({ path: joined, code })
  }

  private judgeInsert(struct: Struct, parent: Parent): void {
    const below = this.fateBelow(parent)
    const gone = struct.ref === refs.deleted || struct.deletedUnits === struct.length
    if (below === 'refused') this.refuseStruct(struct, 'gc')
    else if (below === 'quiet' || (gone && !(parent instanceof NewRoot))) struct.fate = 'quiet'
    else if (gone) this.settle(struct, this.judgeRemoval(parent, null, null))
    else {
      const { path, depth } = this.resolver.place(parent)
      const verdict = this.judgeContent(struct, 'insert', path, depth, undefined)
      if (verdict.kind === 'revert') this.reverts.contentInserted(parent, path, verdict.rule, struct)
      this.settle(struct, verdict)
    }
  }

  private judgeContent(
    struct: Struct,
    op: ChangeOp,
    path: readonly string[],
    depth: number,
    before: JsonValue | undefined,
  ): Judgement {
    const value = valueOf(struct)
    const verdict =
      struct.isContainer && depth >= maxDepth
        ? refuse('bad_structure')
        : value === undefined
          ? refuse('bad_value')
          : allow
    if (verdict.kind === 'allow') return this.ask({ path, op, value, bytes: struct.end - struct.contentStart }, before)
    if (verdict.kind === 'refuse') this.report(path, verdict.code)
    return verdict
  }

  private settle(struct: Struct, verdict: Judgement): void {
    if (verdict.kind !== 'refuse') struct.fate = verdict.kind === 'allow' ? 'live' : 'quiet'
    // A refused value must leave the key's chain, or it would blank the key; refused content keeps its place in a list,
    // so that what is typed next to it later still finds its own.
    else this.refuseStruct(struct, struct.key === null && !(struct.parent instanceof NewRoot) ? 'deleted' : 'gc')
  }

  private refuseStruct(struct: Struct, erasedAs: 'gc' | 'deleted'): void {
    struct.fate = 'refused'
    struct.erasedAs = erasedAs
  }

  /** Later structs first: what an accepted one overwrites is not asked about; behind a refused one the earlier stands. */
  private judgeWrites(writes: KeyWrites): void {
    if (writes.judged) return
    writes.judged = true
    const below = this.fateBelow(writes.parent)
    if (writes.current !== null && below === 'live') writes.before = jsonOf(writes.current)
    for (let i = writes.structs.length - 1; i >= 0; i--) {
      const struct = writes.structs[i] as Struct
      if (below === 'refused') this.refuseStruct(struct, 'gc')
      else if (below === 'quiet' || struct.overwritten === 'taken') struct.fate = 'quiet'
      else this.judgeWrite(writes, struct)
      const left = this.resolver.predecessor(struct)
      if (left !== undefined && left.overwritten !== 'taken') {
        left.overwritten = struct.fate === 'refused' ? 'refused' : 'taken'
      }
    }
  }

  private judgeWrite(writes: KeyWrites, struct: Struct): void {
    const empty = struct.ref === refs.deleted
    if (struct.overwritten === 'refused' && (empty || struct.isContainer)) {
      // Nothing is left of it that could stand there instead of the refused value.
      this.refuseStruct(struct, 'gc')
      return
    }
    const deleted = empty || (struct.overwritten === 'no' && struct.deletedUnits === struct.length)
    const verdict = deleted ? this.judgeKeyRemoval(writes) : this.judgeSet(writes, struct)
    this.settle(struct, verdict)
    if (deleted && struct.fate === 'live') struct.fate = 'quiet'
    if (verdict.kind !== 'refuse') writes.removesCurrent = true
  }

  private judgeKeyRemoval(writes: KeyWrites): Judgement {
    if (writes.current === null && !(writes.parent instanceof NewRoot)) return allow
    writes.removal ??= this.judgeRemoval(writes.parent, writes.key, writes.current)
    return writes.removal
  }

  private judgeSet(writes: KeyWrites, struct: Struct): Judgement {
    const { path: above, depth } = this.resolver.place(writes.parent)
    const path = [...above, writes.key]
    if (struct.length !== 1 || !keyContent.has(struct.ref)) {
      this.report(path, 'bad_structure')
      return refuse('bad_structure')
    }
    // Overwriting a container deletes everything in it: that is judged first, as what it is.
    if (writes.current?.content instanceof Y.ContentType) {
      const removal = this.judgeKeyRemoval(writes)
      if (removal.kind !== 'allow') {
        if (removal.kind === 'revert') this.reverts.keyWritten(writes, struct)
        return removal
      }
    }
    const verdict = this.judgeContent(struct, 'set', path, depth, writes.before)
    if (verdict.kind === 'revert') {
      const node = writes.current === null ? null : captureItem(writes.current)
      this.reverts.key(writes.parent, writes.key, path, verdict.rule, writes.before, node)
      this.reverts.keyWritten(writes, struct)
    }
    return verdict
  }

  private takesDeletion(piece: Piece): boolean {
    const target = piece.target
    if (target instanceof Struct) {
      // What a refused value had overwritten stands again.
      return target.fate !== 'refused' && target.overwritten !== 'refused'
    }
    const parent = target.parent as SharedType
    const standing = this.standingOf(parent)
    if (standing !== 'live') return standing === 'gone'
    const taken = this.removesItem(target)
    if (target.parentSub === null && this.removals.get(parent)?.kind === 'revert') {
      this.reverts.contentRemoved(parent, target, piece.clock - target.id.clock, piece.length)
    }
    return taken
  }
}
