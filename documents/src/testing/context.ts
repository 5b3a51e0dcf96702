import { ulid } from '../ids.ts'
import type { EditContext } from '../undo.ts'
import { seededRandom } from './random.ts'

/** The moment at which test time begins. */
export const testStartMs = Date.UTC(2026, 10, 20, 12)

/** A person who edits repeatably: every reading of `nowMs` is one second later. */
export function testContext(userId: string, seed: number): EditContext {
  // People with the same seed must not make the same ids.
  const random = seededRandom([...userId].reduce((mixed, letter) => Math.imul(mixed, 31) + letter.charCodeAt(0), seed))
  let nowMs = testStartMs
  return {
    userId,
    get nowMs() {
      nowMs += 1_000
      return nowMs
    },
    random,
    newId: () =>
      ulid(
        nowMs,
        Uint8Array.from({ length: 16 }, () => Math.floor(random() * 256)),
      ),
  }
}
