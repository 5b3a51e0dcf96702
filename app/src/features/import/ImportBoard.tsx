/** The import dialog for an open board: the engine's edits, people and undo behind the dialog's ports. */
import { errorCatalogue, isMutiraoError } from '@mutirao/documents'
import { useEffect, useMemo, useState } from 'react'
import { useBoardEdits, usePeople, useStoreKey, type BoardView } from '../../engine/index.ts'
import { useLocale, type Locale } from '../../i18n/index.ts'
import { createImportFlow, type ImportFlow, type ImportPorts } from './flow.ts'
import { ImportDialog } from './ImportDialog.tsx'
import { openImportWorker } from './read/client.ts'
import { nextFrame } from './run/frames.ts'

export interface ImportBoardProps {
  readonly boardId: string
  readonly store: NonNullable<BoardView['store']>
  readonly onClose: () => void
}

export function ImportBoard({ boardId, store, onClose }: ImportBoardProps) {
  const all = useStoreKey(store, 'stages', (board) => board.stages())
  const stages = useMemo(() => all.filter((stage) => stage.id !== ''), [all])
  const people = usePeople()
  const members = useMemo(
    () => [...people.members.values()].filter((member) => member.active).map(({ id, name }) => ({ id, name })),
    [people],
  )
  const edits = useBoardEdits(boardId)
  const locale = useLocale()
  const [flow, setFlow] = useState<ImportFlow | null>(null)
  useEffect(() => {
    const ports: ImportPorts = {
      workplace: { stages, members, dateStyle: locale === 'en' ? 'mdy' : 'dmy' },
      firstStageId: stages[0]?.id ?? '',
      edit: edits.edit,
      remember: (undo) => edits.remember(undo),
      nextFrame,
      nowMs: () => performance.now(),
      explain: (error) => explain(error, locale),
    }
    const made = createImportFlow(ports, openImportWorker())
    setFlow(made)
    return () => made.close()
    // Stages and people as they stood when the dialog opened: a colleague's new stage must not throw an open file away.
  }, [edits])
  return flow === null ? null : <ImportDialog flow={flow} stages={stages} members={members} onClose={onClose} />
}

function explain(error: unknown, locale: Locale): string {
  if (isMutiraoError(error)) return errorCatalogue[error.code][locale === 'en' ? 'en' : 'ptBR']
  return error instanceof Error ? error.message : String(error)
}
