import { errorSentence, words } from '../../i18n/index.ts'
import { toast } from '../../ui/index.ts'
import { putBack, type TakenBack, type Target } from './restoring.ts'

/** Restores and says so, with the way back. @param moment as the person reads it */
export async function restoreAndTell(target: Target, moment: string): Promise<void> {
  try {
    const { written, undo } = await putBack(target)
    if (written === 0) {
      toast({ message: words.t('history:nothing'), key: 'undo' })
      return
    }
    const run = () => void undo().then(tellUndone, tellFailure)
    const action = { label: words.t('common:undo'), run }
    toast({ key: 'undo', message: words.t('history:done', { moment }), action })
  } catch (error) {
    tellFailure(error)
  }
}

function tellUndone({ skipped }: TakenBack) {
  const message = skipped === 0 ? words.t('history:undone') : words.t('history:undoneSkipped', { count: skipped })
  toast({ message, key: 'undo' })
}

export function tellFailure(error: unknown) {
  toast({ message: words.t('history:couldNot', { reason: errorSentence(error) }), tone: 'warning', key: 'history' })
}
