import * as Y from 'yjs'
import type { Change, Judge, Judgement } from '../kind.ts'
import { captureItem, jsonOf } from './capture.ts'
import type { Piece } from './deletions.ts'
import type { Structs } from './order.ts'
import { Resolver } from './resolve.ts'
import { refusedRule, RevertList } from './reverts.ts'
import { NewRoot, refs, Struct, type KeyWrites, type Parent, type SharedType } from './struct.ts'
import { allow, Verdicts } from './verdicts.ts'
import { fault } from '../faults.ts'

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
  readonly verdicts: Verdicts
  readonly reverts = new RevertList()
  sunk = 0
  private readonly resolver: Resolver
  /** Containers of the document which the update deletes (null), or may delete by writing their key. */
  private goingContainers: Map<Y.Item, KeyWrites | null> | null = null
  private readonly standings = new Map<Y.Item, Standing>()
  /** Judged deletions: of keys by item, of list content by the list. */
  private readonly removals = new Map<Y.Item | SharedType, Judgement>()

  constructor(doc: Y.Doc, structs: Structs, judge: Judge) {
    this.resolver = new Resolver(doc, structs)
    this.verdicts = new Verdicts(judge)
  }

  /** @param ordered in integration order */
  run(ordered: readonly Struct[], pieces: readonly Piece[]): void {
    for (const struct of ordered) this.place(struct)
    for (const { target, length } of pieces) {
      if (target instanceof Struct) target.deletedUnits += length
      else if (target.content instanceof Y.ContentType) this.addGoing(target, null)
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
    if (struct.isSunk && struct.ref !== refs.deleted) this.sunk += fault('UPD-20') ? 0 : 1
    if (struct.parent === null) struct.fate = 'quiet'
  }

  private addGoing(item: Y.Item, writes: KeyWrites | null): void {
    this.goingContainers ??= new Map()
    this.goingContainers.set(item, writes)
  }

  /** The fate of what the update puts into this container, before anybody judges it. */
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

  /** A child's deletion is judged by its topmost deleted ancestor. */
  private settleStanding(item: Y.Item, going: ReadonlyMap<Y.Item, KeyWrites | null>): Standing {
    const above = this.standingOf(item.parent as SharedType)
    if (above !== 'live' || !going.has(item)) return above
    if (this.removesItem(item)) return 'gone'
    return going.get(item) === null ? 'kept' : 'live'
  }

  /** Whether an item whose container stays is deleted in the end. */
  private removesItem(item: Y.Item): boolean {
    const parent = item.parent as SharedType
    const key = item.parentSub
    const writes = key === null ? undefined : this.resolver.writesTo(parent, key)
    if (writes?.current === item) {
      this.judgeWrites(writes)
      return writes.removesCurrent
    }
    const memo = key === null ? parent : item
    let verdict = this.removals.get(memo)
    if (verdict === undefined) {
      verdict = this.judgeRemoval(parent, key, item)
      this.removals.set(memo, verdict)
    }
    return verdict.kind !== 'refuse' || fault('UPD-8')
  }

  private judgeRemoval(parent: Parent, key: string | null, current: Y.Item | null): Judgement {
    const above = this.resolver.place(parent).path
    const path = key === null ? above : [...above, key]
    const before = key === null || current === null ? undefined : jsonOf(current)
    const change: Change = { path, op: 'delete', value: undefined, bytes: 0 }
    const verdict = this.verdicts.ask(change, before)
    if (verdict.kind === 'revert' && current !== null) {
      if (key === null) this.reverts.content(parent, path, verdict.rule)
      else this.reverts.key(parent, key, path, verdict.rule, before, captureItem(current))
    }
    return verdict
  }

  private judgeInsert(struct: Struct, parent: Parent): void {
    const below = this.fateBelow(parent)
    const isEmpty = struct.ref === refs.deleted || struct.deletedUnits === struct.length
    if (below === 'refused') this.refuse(struct, 'gc')
    else if (below === 'quiet' || (isEmpty && !(parent instanceof NewRoot))) struct.fate = 'quiet'
    else {
      const { path, depth } = this.resolver.place(parent)
      const verdict = isEmpty
        ? this.judgeRemoval(parent, null, null)
        : this.verdicts.askContent(struct, 'insert', path, depth, undefined)
      if (verdict.kind === 'revert') this.reverts.contentInserted(parent, path, verdict.rule, struct)
      // Refused content keeps its place as deleted content: what is typed next to it later still finds its own.
      if (verdict.kind === 'refuse')
        this.refuse(struct, parent instanceof NewRoot || fault('UPD-13') ? 'gc' : 'deleted')
      else struct.fate = verdict.kind === 'allow' ? 'live' : 'quiet'
    }
  }

  private refuse(struct: Struct, erasedAs: 'gc' | 'deleted'): void {
    struct.fate = 'refused'
    struct.erasedAs = erasedAs
  }

  /** Later structs first: what a later one overwrites shares its fate and is not asked about. */
  private judgeWrites(writes: KeyWrites): void {
    if (writes.judged) return
    writes.judged = true
    const below = this.fateBelow(writes.parent)
    if (writes.current !== null && below === 'live') writes.before = jsonOf(writes.current)
    for (let i = writes.structs.length - 1; i >= 0; i--) {
      const struct = writes.structs[i] as Struct
      if ((below === 'refused' && !fault('UPD-7')) || struct.overwritten === 'refused') this.refuse(struct, 'gc')
      else if (below !== 'live' || (struct.overwritten === 'taken' && !fault('UPD-10'))) struct.fate = 'quiet'
      else this.judgeWrite(writes, struct)
      const left = this.resolver.predecessor(struct)
      if (left !== undefined && left.overwritten !== 'taken') {
        left.overwritten = struct.erasedAs === 'gc' ? 'refused' : 'taken'
      }
    }
  }

  private judgeWrite(writes: KeyWrites, struct: Struct): void {
    const isEmpty = struct.ref === refs.deleted || struct.deletedUnits === struct.length
    const verdict = isEmpty ? this.judgeKeyRemoval(writes) : this.judgeSet(writes, struct)
    if (verdict.kind !== 'refuse') struct.fate = verdict.kind === 'allow' && !isEmpty ? 'live' : 'quiet'
    else if (!isEmpty && this.mayErase(writes)) this.eraseWrite(writes, struct)
    else this.refuse(struct, 'gc')
    if (struct.erasedAs !== 'gc') writes.removesCurrent = true
  }

  private judgeKeyRemoval(writes: KeyWrites): Judgement {
    if (writes.current === null && !(writes.parent instanceof NewRoot)) return allow
    writes.removal ??= this.judgeRemoval(writes.parent, writes.key, writes.current)
    return writes.removal
  }

  private judgeSet(writes: KeyWrites, struct: Struct): Judgement {
    const { path: above, depth } = this.resolver.place(writes.parent)
    const path = [...above, writes.key]
    // Overwriting a container deletes everything in it: that is judged first, as what it is.
    if (writes.current?.content instanceof Y.ContentType && !fault('UPD-9')) {
      const removal = this.judgeKeyRemoval(writes)
      if (removal.kind === 'revert') this.reverts.keyWritten(writes, struct)
      if (removal.kind !== 'allow') return removal
    }
    const verdict = this.verdicts.askContent(struct, 'set', path, depth, fault('UPD-6') ? undefined : writes.before)
    if (verdict.kind === 'revert') {
      this.revertKey(writes, verdict.rule)
      this.reverts.keyWritten(writes, struct)
    }
    return verdict
  }

  private revertKey(writes: KeyWrites, rule: string): void {
    const path = [...this.resolver.place(writes.parent).path, writes.key]
    const node = writes.current === null ? null : captureItem(writes.current)
    this.reverts.key(writes.parent, writes.key, path, rule, writes.before, node)
  }

  /**
   * A refused value can leave the key's history (as a gap filler), or stay in it without content. The first has no effect
   * at all; but what its author writes to that key later stands next to nothing and vanishes, and when they connect again
   * their copy says that the old value is deleted. So it stays, and the old value is set back, wherever the author could
   * have emptied the key anyway: then all copies heal by themselves. Containers are never set back when that can be helped.
   */
  private mayErase(writes: KeyWrites): boolean {
    if (writes.parent instanceof NewRoot || writes.current?.content instanceof Y.ContentType) return false
    if (fault('UPD-18')) return false
    if (fault('UPD-19')) return true
    return this.verdicts.mayClear([...this.resolver.place(writes.parent).path, writes.key], writes.before)
  }

  private eraseWrite(writes: KeyWrites, struct: Struct): void {
    this.refuse(struct, 'deleted')
    // Nobody else can have written into a container that comes with this update.
    if (!(writes.parent instanceof Struct)) this.revertKey(writes, refusedRule)
  }

  private takesDeletion(piece: Piece): boolean {
    const target = piece.target
    if (target instanceof Struct) return target.fate !== 'refused'
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
