/** The import dialog for an open board: the engine's edits, people and undo behind the dialog's ports. */
import { errorCatalogue, isMutiraoError, NO_STAGE } from '@mutirao/documents'
import { useEffect, useState } from 'react'
import { useAccounts, useBoardEdits, useEngine, usePeople, useStoreKey, type BoardView } from '../../engine/index.ts'
import { useLocale, type Locale } from '../../i18n/index.ts'
import { createImportFlow, type ImportPorts } from './flow.ts'
import { ImportDialog } from './ImportDialog.tsx'
import type { KnownCard } from './plan/known.ts'
import { openImportWorker } from './read/client.ts'
import { nextFrame } from './run/frames.ts'

export interface ImportBoardProps {
  readonly boardId: string
  readonly store: NonNullable<BoardView['store']>
  readonly onClose: () => void
}

export function ImportBoard({ boardId, store, onClose }: ImportBoardProps) {
  const stages = useStoreKey(store, 'stages', (board) => board.stages())
  const people = usePeople()
  const { store: accounts } = useAccounts()
  const edits = useBoardEdits(boardId)
  const locale = useLocale()
  const { client, boards } = useEngine()
  // Stages and people as they stood when the dialog opened: a colleague's new stage must not throw an open file away.
  const [opened] = useState(() => {
    const live = stages.filter((stage) => stage.id !== NO_STAGE)
    const members = [...people.members.values()].filter((member) => member.active).map(({ id, name }) => ({ id, name }))
    const fields = store.fields().map(({ id, name, type, options }) => ({ id, name, type, options }))
    const names = accounts?.accounts().map(({ name, aliases }) => ({ name, aliases })) ?? []
    const ports: ImportPorts = {
      workplace: { stages: live, members, fields, accounts: names, dateStyle: locale === 'en' ? 'mdy' : 'dmy' },
      firstStageId: live[0]?.id ?? '',
      knownCards: () => knownCards(store),
      edit: (work) => edits.edit(work),
      remember: (undo) => edits.remember(undo),
      nextFrame,
      unsent: () => (client.status().state === 'saving' ? boards.get(boardId).unsent() : 0),
      nowMs: () => performance.now(),
      explain: (error) => explain(error, locale),
    }
    return { flow: createImportFlow(ports, openImportWorker), stages: live, members, fields }
  })
  const { flow } = opened
  useEffect(() => () => flow.close(), [flow])
  return <ImportDialog {...opened} onClose={onClose} />
}

function knownCards(store: ImportBoardProps['store']): KnownCard[] {
  const columns = store.stages().flatMap((stage) => store.column(stage.id))
  return columns.flatMap((cardId) => {
    const card = store.card(cardId)
    return card ? [{ id: cardId, title: card.title, account: card.account }] : []
  })
}

function explain(error: unknown, locale: Locale): string {
  if (isMutiraoError(error)) return errorCatalogue[error.code][locale === 'en' ? 'en' : 'ptBR']
  return error instanceof Error ? error.message : String(error)
}
