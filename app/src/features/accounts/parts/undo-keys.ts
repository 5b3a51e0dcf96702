import { useAccountsEdits } from '../../../engine/index.ts'
import { useTranslation } from '../../../i18n/index.ts'
import { useHotkeys } from '../../../ui/index.ts'

/** Undo and redo of what was done to accounts. */
export function useUndoKeys(): void {
  const { t } = useTranslation('accounts')
  const edits = useAccountsEdits()
  useHotkeys([
    { keys: 'mod+z', label: t('keys.undo'), run: () => edits.undo() },
    { keys: 'mod+shift+z', label: t('keys.redo'), run: () => edits.redo() },
    { keys: 'mod+y', run: () => edits.redo() },
  ])
}
