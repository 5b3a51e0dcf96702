/** One conflict in one sentence, with its exits. Takes no focus; gives it on when it goes. */
import { GitMerge } from 'lucide-react'
import { sayField, sayValue, type BoardStore, type JsonValue, type OwnConflict } from '@mutirao/documents'
import { useMemo, type MouseEvent, type ReactNode } from 'react'
import { useConflictExits, useMe } from '../../../engine/index.ts'
import { errorSentence, formatAgo, formatBrief, useTranslation, words } from '../../../i18n/index.ts'
import { Button, toast, useNow } from '../../../ui/index.ts'
import { useHistoryNames } from '../names.ts'
import { passFocus } from './pass-focus.ts'

export interface ConflictProps {
  readonly conflict: OwnConflict
  readonly store: BoardStore
  /** May only look: then it can be put aside, nothing else. */
  readonly readOnly: boolean
  /** Of the field, where the history of the card is at hand. */
  readonly onHistory?: ((field: string) => void) | undefined
  readonly children?: ReactNode
}

export function Conflict({ conflict, store, readOnly, onHistory, children }: ConflictProps) {
  const { t } = useTranslation('conflicts')
  const { setSeen, takeLost } = useConflictExits()
  const { field, kept, lost, keptBy, lostBy, keptButton, lostButton } = useWords(conflict, store)
  const leave = (event: MouseEvent, work: () => void) => {
    passFocus(event.currentTarget)
    work()
  }
  const keep = () => {
    setSeen(conflict, true)
    const run = () => setSeen(conflict, false)
    toast({ key: 'undo', message: t('kept', { field }), action: { label: words.t('common:undo'), run } })
  }
  const use = () => {
    takeLost(conflict).catch((error: unknown) =>
      toast({ message: t('couldNot', { reason: errorSentence(error) }), tone: 'warning', key: 'failure' }),
    )
  }
  const key = conflict.path.at(-1) ?? ''
  return (
    <div data-conflict-of={conflict.id} className="flex gap-2.5 text-text">
      <GitMerge aria-hidden className="mt-[3px] size-4 flex-none text-amber" />
      <div className="min-w-0 flex-1">
        {children}
        <p className="[overflow-wrap:anywhere]">
          <b className="font-semibold">{field}</b>
          {': '}
          {t('stands')} <bdi className="font-semibold">{kept}</bdi> <span className="text-muted">({keptBy})</span>
          {'; '}
          {t('left')} <bdi className="font-semibold">{lost}</bdi> <span className="text-muted">({lostBy})</span>
          {'. '}
          <span className="text-muted">{t('why')}</span>
        </p>
        <p className="mt-1.5 flex flex-wrap gap-1.5">
          {readOnly ? null : (
            <Button size="sm" onClick={(event) => leave(event, use)}>
              <span className="max-w-48 truncate">{t('use', { value: lostButton })}</span>
            </Button>
          )}
          <Button size="sm" variant="plain" onClick={(event) => leave(event, keep)}>
            <span className="max-w-48 truncate">{readOnly ? t('understood') : t('keep', { value: keptButton })}</span>
          </Button>
          {onHistory === undefined ? null : (
            <Button size="sm" variant="plain" onClick={() => onHistory(key)}>
              {t('history')}
            </Button>
          )}
        </p>
      </div>
    </div>
  )
}

/** Field, values, people and times as they are read. */
function useWords(conflict: OwnConflict, store: BoardStore) {
  const { t } = useTranslation('conflicts')
  const names = useHistoryNames(store)
  const me = useMe().id
  const nowMs = useNow()
  return useMemo(() => {
    const key = conflict.path.at(-1) ?? ''
    const who = (id: string, atMs: number): string => {
      const when = nowMs - atMs < 12 * 3_600_000 ? formatAgo(atMs, nowMs) : formatBrief(atMs)
      return `${id === me ? t('you') : (names.person(id) ?? id)}, ${when}`
    }
    const say = (value: JsonValue) => sayValue(key, value, names)
    const [kept, lost] = [say(conflict.kept), say(conflict.lost)]
    // Free text behind a verb would read as one sentence with it.
    const onButton = (value: JsonValue, said: string) => (value === said ? `“${said}”` : said)
    return {
      field: capital(sayField(key, names)),
      kept,
      lost,
      keptButton: onButton(conflict.kept, kept),
      lostButton: onButton(conflict.lost, lost),
      keptBy: who(conflict.keptBy, conflict.keptAtMs),
      lostBy: who(conflict.lostBy, conflict.lostAtMs),
    }
  }, [conflict, names, me, nowMs, t])
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
