import type { BoardStore, MemberSnapshot } from '@mutirao/documents'
import { useMemo, useState } from 'react'
import { usePeople, useStoreKey } from '../../engine/index.ts'
import { useLocale, useTranslation } from '../../i18n/index.ts'
import type { Surroundings } from './model/values.ts'

/** Names, currency and language of the cells. New when one of them changes: every row then renders again. */
export function useSurroundings(store: BoardStore): Surroundings {
  const { t } = useTranslation(['table', 'board', 'common'])
  const locale = useLocale()
  const members = useMembers()
  const currency = useStoreKey(store, 'meta', (board) => board.meta().currency)
  const stages = useStoreKey(store, 'stages', (board) => board.stages())
  return useMemo(() => {
    const words = {
      noStage: t('board:noStage'),
      unknownPerson: t('common:unknownPerson'),
      goneOption: t('common:goneOption'),
    }
    // The stages' names are read from the store; they are named here so that a renamed stage renders the rows.
    return { store, members, currency, locale, words, stages }
  }, [store, members, currency, locale, stages, t])
}

/** The people, as long as they are the same ones: an own setting that changes must not render every row. */
function useMembers(): ReadonlyMap<string, MemberSnapshot> {
  const { members } = usePeople()
  const [held, setHeld] = useState(members)
  const isSame = held.size === members.size && [...members].every(([id, member]) => held.get(id) === member)
  if (!isSame) setHeld(members)
  return isSame ? held : members
}
