import type { BoardStore, HistoryNames } from '@mutirao/documents'
import { useMemo } from 'react'
import { usePeople, useStoreKey, type People } from '../../engine/index.ts'
import { useLocale, useTranslation } from '../../i18n/index.ts'

/** What stands inside a card: from its document on this device, or from the server. The same function while they are the same. */
export type TaskName = (id: string) => string | null
const noTask: TaskName = () => null

/** What people, cards, stages and fields are called on this device, for the sentences of the history. */
export function useHistoryNames(store: BoardStore, task: TaskName = noTask): HistoryNames {
  const language = useLocale()
  const { t } = useTranslation('history')
  const people = usePeople()
  const meta = useStoreKey(store, 'meta', (board) => board.meta())
  const stages = useStoreKey(store, 'stages', (board) => board.stages())
  const server = t('server')
  return useMemo(
    () => ({
      language,
      currency: meta.currency,
      person: (id) => personName(people, id, server),
      card: (id) => store.card(id)?.title ?? null,
      stage: (id) => stages.find((stage) => stage.id === id)?.name ?? null,
      field: (id) => store.field(id) ?? null,
      view: (id) => store.views().find((view) => view.id === id)?.name ?? null,
      task,
    }),
    [language, meta.currency, people, store, stages, task, server],
  )
}

/** The id under which the server writes what it completes or sets back (docs/PROTOCOL.md). */
const serverId = 'server'
export const personName = (people: People, id: string, server: string): string | null =>
  id === serverId ? server : (people.members.get(id)?.name ?? null)
