import { errorSentence, words } from '../../i18n/index.ts'
import { toast } from '../../ui/index.ts'
import { putBack, type TakenBack, type Target } from './restoring.ts'

/** Restores and says so, with the way back. @param moment as the person reads it */
export async function restoreAndTell(target: Target, moment: string): Promise<void> {
  try {
    const { written, left, undo } = await putBack(target)
    if (written === 0) {
      const message = left === 0 ? words.t('history:nothing') : words.t('history:nothingLeft', { count: left })
      toast({ message, key: 'undo' })
      return
    }
    const run = () => void undo().then(tellUndone, tellFailure)
    const action = { label: words.t('common:undo'), run }
    const message =
      left === 0 ? words.t('history:done', { moment }) : words.t('history:doneLeft', { moment, count: left })
    toast({ key: 'undo', message, action })
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
