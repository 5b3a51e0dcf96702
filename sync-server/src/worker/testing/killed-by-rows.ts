/** The worker thread, ended by rows of the actor `killer` and held for ever by those of `hanger`: as a row might that nobody has thought of. */
import { Interpreter } from '@mutirao/documents'
import type { DerivedFact, HistoryRow } from '@mutirao/documents'

const prototype: { apply: (this: Interpreter, row: HistoryRow) => DerivedFact[] } = Interpreter.prototype
const { apply } = prototype
prototype.apply = function (row) {
  if (row.actorId === 'killer') process.exit(1)
  if (row.actorId === 'hanger') for (;;) Math.random()
  return apply.call(this, row)
}
await import('../thread.ts')
