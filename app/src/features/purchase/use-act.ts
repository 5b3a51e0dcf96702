import { readView } from '@mutirao/documents'
import { useCallback } from 'react'
import { usePurchase } from '../../engine/purchase/index.ts'
import { useEngine } from '../../engine/index.ts'
import { words } from '../../i18n/index.ts'
import { announce, toast } from '../../ui/index.ts'
import { tellAsked } from './confirmed.ts'
import { intentFor, type Wish } from './model/act.ts'
import { markSaid, markSeen } from './seen.ts'

/** Asks for a decision about a request as this device shows it; tells why when it cannot. @returns whether it was asked */
export function useAct(): (listId: string, requestId: string, wish: Wish, quiet?: boolean) => boolean {
  const purchase = usePurchase()
  const { people } = useEngine()
  return useCallback(
    (listId, requestId, wish, quiet = false) => {
      const session = purchase.lists.peek(listId)
      const view = readView(session?.view().ledger?.subject(requestId))
      const seen = purchase.seen(listId, requestId)
      const made = intentFor(requestId, wish, view, seen)
      if ('problem' in made) {
        toast({ message: words.t(`purchase:cannot.${made.problem}`), tone: 'warning', key: 'act' })
        return false
      }
      if (seen) markSeen(people, listId, requestId, seen)
      const intentId = purchase.listEdits(listId).ask(made.intent)
      if (intentId === null) return false
      if (seen) markSaid(people, listId, requestId, { intentId, totalCents: seen.content.totalCents })
      if (!quiet) {
        const [asked, counted] = [words.t(`purchase:asked.${wish.action}`), words.t(`purchase:counted.${wish.action}`)]
        tellAsked(session, intentId, { key: 'act', asked, counted })
      } else announce(words.t(`purchase:asked.${wish.action}`))
      return true
    },
    [purchase, people],
  )
}
