import { fault } from '@mutirao/documents'
import type { Change } from '@mutirao/documents'
import type { Budgets } from './budgets.ts'
import type { Wait } from './ownership.ts'

export interface Asking {
  /**
   * Pays for the intents among these changes, once however often the update is looked at. Rejects with what `wait` rejects
   * with; then nothing was paid.
   * @returns whether it took a while
   */
  pay(changes: readonly Change[]): Promise<boolean>
}

/** What one update asks to be decided, paid for from its person's budget. */
export function createAsking(budgets: Pick<Budgets, 'take'>, userId: string, wait: Wait): Asking {
  let paid = 0
  return {
    async pay(changes) {
      const cost = costOf(changes) - paid
      const waitMs = cost <= 0 || fault('ATK-21') ? 0 : budgets.take(userId, cost)
      if (waitMs === 0) return false
      try {
        await wait(waitMs)
      } catch (error) {
        // Nothing was taken.
        budgets.take(userId, -cost)
        throw error
      }
      paid += cost
      return true
    },
  }
}

/** What is asked is kept for ever: long wishes cost more. */
const bytesPerToken = 4_096

const costOf = (changes: readonly Change[]): number =>
  changes
    .filter(({ path, op }) => path[0] === 'intents' && path.length === 2 && op === 'set')
    .reduce((sum, { bytes }) => sum + 1 + Math.floor(bytes / bytesPerToken), 0)
