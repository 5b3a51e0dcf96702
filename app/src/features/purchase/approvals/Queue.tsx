import { ClipboardCheck } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { RequestAction } from '@mutirao/documents'
import type { Approvals, Queued } from '../../../engine/purchase/index.ts'
import { formatList, useTranslation } from '../../../i18n/index.ts'
import { Button, Docked, EmptyState, Sheet, Skeleton, toast, useHotkeys, usePhone } from '../../../ui/index.ts'
import { ReasonDialog } from '../panel/ReasonDialog.tsx'
import { useAct } from '../use-act.ts'
import { QueueDetail } from './QueueDetail.tsx'
import { QueueRow } from './QueueRow.tsx'
import { RefusedWords } from './RefusedWords.tsx'

const keyOf = ({ listId, request }: Queued): string => `${listId}.${request.id}`
type Word = Extract<RequestAction, 'approve' | 'reject' | 'return'>

/** One list, the open one beside it; A approves, R rejects, D returns, X chooses, J and K walk. */
export function Queue({ approvals }: { readonly approvals: Approvals }) {
  const { t } = useTranslation('purchase')
  const phone = usePhone()
  const { queue, refused, opening, missing } = approvals
  const { openKey, setOpenKey, chosen, toggle, clear } = useChoice(queue, phone)
  const [asking, setAsking] = useState<{ readonly word: Word; readonly about: readonly Queued[] } | null>(null)
  const say = useSay()
  const open = queue.find((one) => keyOf(one) === openKey) ?? (phone ? undefined : queue[0])
  const about = chosen.length > 0 ? chosen : open ? [open] : []
  const waiting = about.filter(({ said }) => said === null)
  const speak = (word: Word) => {
    if (waiting.length === 0) return
    if (word === 'approve') {
      say(waiting, word)
      clear()
    } else setAsking({ word, about: waiting })
  }
  const walk = (step: 1 | -1) => () => {
    const here = queue.findIndex((one) => keyOf(one) === (open ? keyOf(open) : ''))
    const next = queue[Math.max(0, Math.min(queue.length - 1, here + step))]
    if (!next) return
    setOpenKey(keyOf(next))
    document.querySelector<HTMLElement>(`[data-queued="${next.request.id}"] a`)?.focus()
  }
  useHotkeys([
    { keys: 'j', label: t('keys.walk'), run: walk(1) },
    { keys: 'k', run: walk(-1) },
    { keys: 'a', label: t('action.approve'), run: () => speak('approve'), disabled: asking !== null },
    { keys: 'r', label: t('action.reject'), run: () => speak('reject'), disabled: asking !== null },
    { keys: 'd', label: t('action.return'), run: () => speak('return'), disabled: asking !== null },
    { keys: 'x', label: t('keys.choose'), run: () => (open ? toggle(keyOf(open)) : undefined) },
  ])
  const bar = (
    <Bar
      about={about}
      waiting={waiting.length}
      isMany={chosen.length > 0}
      onWord={speak}
      onClear={chosen.length > 0 ? clear : null}
    />
  )
  return (
    <div className="flex min-h-0 flex-1">
      <div className="min-h-0 min-w-0 flex-1 overflow-y-auto wide:max-w-[460px] wide:border-r wide:border-line">
        <RefusedWords refused={refused} />
        {queue.length === 0 ? (
          opening > 0 ? (
            <div aria-busy className="grid gap-2 p-4">
              <Skeleton className="h-16" />
              <Skeleton className="h-16" />
            </div>
          ) : (
            <EmptyState icon={<ClipboardCheck />} title={t('approvals.empty')}>
              {missing.length > 0 ? t('approvals.missing', { lists: formatList(missing) }) : t('approvals.emptyText')}
            </EmptyState>
          )
        ) : (
          <ul aria-label={t('approvals.queue')} className="pb-24">
            {queue.map((one) => (
              <QueueRow
                key={keyOf(one)}
                queued={one}
                isOpen={open === one}
                isChosen={chosen.includes(one)}
                onOpen={() => setOpenKey(keyOf(one))}
                onToggle={() => toggle(keyOf(one))}
              />
            ))}
          </ul>
        )}
      </div>
      {phone ? (
        <>
          {open && openKey !== null ? (
            <Sheet label={open.request.title} onClose={() => setOpenKey(null)}>
              <QueueDetail key={keyOf(open)} queued={open} onClose={() => setOpenKey(null)} />
              <div className="border-t border-line bg-surface p-3 pb-[calc(12px+env(safe-area-inset-bottom))]">
                {bar}
              </div>
            </Sheet>
          ) : chosen.length > 0 ? (
            <Docked>
              <div className="pointer-events-auto w-[calc(100vw-16px)] rounded-xl bg-raised p-2.5 shadow-2">{bar}</div>
            </Docked>
          ) : null}
        </>
      ) : (
        <div className="flex min-h-0 min-w-0 flex-[1.4] flex-col">
          {open ? (
            <>
              <QueueDetail key={keyOf(open)} queued={open} onClose={null} />
              <div className="flex-none border-t border-line bg-surface px-5 py-2.5">{bar}</div>
            </>
          ) : null}
        </div>
      )}
      {asking === null ? null : (
        <ReasonDialog
          action={asking.word}
          count={asking.about.length}
          onClose={() => setAsking(null)}
          onDone={(reason) => {
            say(asking.about, asking.word, reason)
            setAsking(null)
            clear()
          }}
        />
      )}
    </div>
  )
}

/** Which is open and which are chosen, by key: both survive whatever comes and goes. */
function useChoice(queue: readonly Queued[], phone: boolean) {
  const [openKey, setOpenKey] = useState<string | null>(null)
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set())
  const chosen = useMemo(() => queue.filter((one) => keys.has(keyOf(one)) && one.said === null), [queue, keys])
  const first = queue[0]
  // The first one stays open when another comes before it.
  if (openKey === null && first && !phone) setOpenKey(keyOf(first))
  return {
    openKey,
    setOpenKey,
    chosen,
    toggle: (key: string) => {
      const next = new Set(keys)
      if (!next.delete(key)) next.add(key)
      setKeys(next)
    },
    clear: () => setKeys(new Set()),
  }
}

/** Says one word about several; what could not be said is told by number. */
function useSay() {
  const { t } = useTranslation('purchase')
  const act = useAct()
  return (about: readonly Queued[], word: Word, reason = '') => {
    const isOne = about.length === 1
    const done = about.filter(({ listId, request, voices }) => {
      const [voice] = voices
      return act(listId, request.id, { action: word, reason, ...(voice === undefined ? {} : { voice }) }, !isOne)
    })
    if (!isOne) toast({ message: t(`saidMany.${word}`, { count: done.length }), key: 'act', durationMs: 5_000 })
  }
}

interface BarProps {
  readonly about: readonly Queued[]
  readonly waiting: number
  readonly isMany: boolean
  readonly onWord: (word: Word) => void
  readonly onClear: (() => void) | null
}

/** Where the thumb is. */
function Bar({ about, waiting, isMany, onWord, onClear }: BarProps) {
  const { t } = useTranslation(['purchase', 'common'])
  const phone = usePhone()
  const [only] = about
  if (!isMany && only && only.said !== null) return <p className="py-1.5 text-muted">{t('approvals.said')}</p>
  return (
    <fieldset aria-label={t('approvals.actions')} className="flex min-w-0 flex-wrap items-center gap-2">
      {isMany ? (
        <span className="w-full font-medium wide:w-auto" aria-live="polite">
          {t('approvals.chosen', { count: about.length })}
        </span>
      ) : null}
      <Button
        variant="primary"
        disabled={waiting === 0}
        onClick={() => onWord('approve')}
        className={phone ? 'flex-1' : undefined}
      >
        {t('action.approve')}
      </Button>
      <Button disabled={waiting === 0} onClick={() => onWord('return')} className={phone ? 'flex-1' : undefined}>
        {t('action.return')}
      </Button>
      <Button
        variant="danger"
        disabled={waiting === 0}
        onClick={() => onWord('reject')}
        className={phone ? 'flex-1' : undefined}
      >
        {t('action.reject')}
      </Button>
      {onClear ? (
        <Button variant="plain" onClick={onClear}>
          {t('common:cancel')}
        </Button>
      ) : null}
    </fieldset>
  )
}
