import { fault, type EditLabel } from '@mutirao/documents'
import type { Engine, EngineEvent } from '../engine/index.ts'
import { errorSentence, words } from '../i18n/index.ts'
import { toast } from '../ui/index.ts'
import { doneSentence, noticeSentence } from './notices.ts'

/** Turns what happened in the engine into a toast: what was done and the way back, what failed, what the server refused. */
export function tell(event: EngineEvent, engine: Engine): void {
  switch (event.type) {
    case 'done':
      if (event.loud && !fault('APP-43')) showDone(event)
      return
    case 'undone':
    case 'redone':
      return showUndone(event)
    case 'nothing': {
      const message = event.direction === 'undo' ? words.t('done:nothingToUndo') : words.t('done:nothingToRedo')
      toast({ key: 'undo', message, durationMs: 3_000 })
      return
    }
    case 'closed':
      return // the board asks for the reason, or is glad
    case 'edit-failed':
      return showFailure(event.error)
    case 'notice':
      toast({
        message: noticeSentence(event.notice, engine),
        tone: event.notice.type === 'storage' && event.notice.state === 'ok' ? 'plain' : 'warning',
        key: 'notice',
        durationMs: 15_000,
      })
  }
}

function showDone(event: Extract<EngineEvent, { type: 'done' }>) {
  const run = () => {
    // A failed undo is told like any failed edit.
    event.undo().catch(showFailure)
  }
  toast({
    key: 'undo',
    message: doneSentence(event.label, event.place),
    action: { label: words.t('common:undo'), run },
  })
}

function showUndone({ type, label, done, skipped }: Extract<EngineEvent, { type: 'undone' | 'redone' }>) {
  if (done === 0 && skipped > 0) {
    toast({ key: 'undo', message: words.t('done:allSkipped'), durationMs: 9_000 })
    return
  }
  const what = doneSentence(label)
  const said = type === 'undone' ? words.t('done:undone', { what }) : words.t('done:redone', { what })
  const kept = skipped > 0 ? `. ${keptSentence(label.name, skipped)}` : ''
  toast({ key: 'undo', message: said + kept, durationMs: kept === '' ? 4_000 : 9_000 })
}

/** Of an import whole cards (and stages they lie in) stay, not single fields. */
const keptSentence = (name: EditLabel['name'], count: number): string =>
  name === 'card.import' ? words.t('done:undoneImportKept') : words.t('done:undoSkipped', { count })

function showFailure(error: unknown) {
  toast({ message: words.t('done:editFailed', { reason: errorSentence(error) }), tone: 'warning', key: 'failure' })
}
