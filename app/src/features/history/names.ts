import type { BoardStore, HistoryNames } from '@mutirao/documents'
import { useMemo } from 'react'
import { usePeople, useStoreKey, type CardView, type People } from '../../engine/index.ts'
import { useLocale, useTranslation } from '../../i18n/index.ts'

/** What people, cards, stages and fields are called on this device, for the sentences of the history. */
export function useHistoryNames(store: BoardStore, detail?: CardView): HistoryNames {
  const language = useLocale()
  const { t } = useTranslation('history')
  const people = usePeople()
  const meta = useStoreKey(store, 'meta', (board) => board.meta())
  const stages = useStoreKey(store, 'stages', (board) => board.stages())
  const details = detail?.details ?? null
  const server = t('server')
  return useMemo(
    () => ({
      language,
      currency: meta.currency,
      person: (id) => personName(people, id, server),
      card: (id) => store.card(id)?.title ?? null,
      stage: (id) => stages.find((stage) => stage.id === id)?.name ?? null,
      field: (id) => store.field(id)?.name ?? null,
      task: (id) => details?.checklist().find((item) => item.id === id)?.text ?? null,
    }),
    [language, meta.currency, people, store, stages, details, server],
  )
}

/** The id under which the server writes what it completes or sets back (docs/PROTOCOL.md). */
const serverId = 'server'
export const personName = (people: People, id: string, server: string): string | null =>
  id === serverId ? server : (people.members.get(id)?.name ?? null)
