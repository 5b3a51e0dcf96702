import { ClipboardCheck } from 'lucide-react'
import { useState } from 'react'
import { needsReason, readView, type Answer } from '@mutirao/documents'
import { usePurchase, type Approvals, type Queued } from '../../../engine/purchase/index.ts'
import { formatList, useTranslation } from '../../../i18n/index.ts'
import { announce, Docked, EmptyState, Sheet, Skeleton, toast, useHotkeys, usePhone } from '../../../ui/index.ts'
import { usePlaces } from '../context.ts'
import { ReasonDialog } from '../panel/ReasonDialog.tsx'
import { useAct } from '../use-act.ts'
import { DecideBar } from './DecideBar.tsx'
import { QueueDetail } from './QueueDetail.tsx'
import { QueueRow } from './QueueRow.tsx'
import { RefusedWords } from './RefusedWords.tsx'
import { focusQueued, isWishToReopen, keyOf, useChoice, useLeaving } from './use-choice.ts'

/** One list, the open one beside it; A approves, R rejects, D returns, X chooses, J and K walk, E opens the whole request. */
export function Queue({ approvals }: { readonly approvals: Approvals }) {
  const { t } = useTranslation('purchase')
  const phone = usePhone()
  const { queue, refused, opening, missing } = approvals
  const { open, setOpenKey, chosen, toggle, clear } = useChoice(queue, phone)
  const { onRequest } = usePlaces()
  useLeaving(queue, open, useLeft(open))
  const [asking, setAsking] = useState<{ readonly word: Answer; readonly about: readonly Queued[] } | null>(null)
  const say = useSay()
  const about = chosen.length > 0 ? chosen : open ? [open] : []
  const waiting = about.filter(({ said }) => said === null)
  // Asked and answered one by one: they are never chosen with others.
  const isWish = chosen.length === 0 && open !== undefined && isWishToReopen(open)
  const speak = (word: Answer) => {
    if (waiting.length === 0) return
    if (!needsReason.has(word)) {
      say(waiting, word)
      clear()
    } else setAsking({ word, about: waiting })
  }
  const walk = (step: 1 | -1) => () => {
    const here = queue.findIndex((one) => keyOf(one) === (open ? keyOf(open) : ''))
    const next = queue[Math.max(0, Math.min(queue.length - 1, here + step))]
    if (!next) return
    setOpenKey(keyOf(next))
    focusQueued(next)
  }
  useHotkeys([
    { keys: 'j', label: t('keys.walk'), run: walk(1) },
    { keys: 'k', run: walk(-1) },
    ...(isWish
      ? ([
          { keys: 'a', label: t('action.grant_reopening'), run: () => speak('grant_reopening') },
          { keys: 'r', label: t('action.deny_reopening'), run: () => speak('deny_reopening') },
        ] as const)
      : ([
          { keys: 'a', label: t('action.approve'), run: () => speak('approve'), disabled: asking !== null },
          { keys: 'r', label: t('action.reject'), run: () => speak('reject'), disabled: asking !== null },
          { keys: 'd', label: t('action.return'), run: () => speak('return'), disabled: asking !== null },
        ] as const)),
    { keys: 'e', label: t('approvals.open'), run: () => (open ? onRequest(open.listId, open.request.id) : undefined) },
    { keys: 'x', label: t('keys.choose'), run: () => (open ? toggle(keyOf(open)) : undefined) },
  ])
  const bar = (
    <DecideBar
      about={about}
      waiting={waiting.length}
      isMany={chosen.length > 0}
      onWord={speak}
      onClear={chosen.length > 0 ? clear : null}
    />
  )
  return (
    <div className="flex min-h-0 flex-1">
      <div
        data-queue
        tabIndex={-1}
        className="min-h-0 min-w-0 flex-1 overflow-y-auto outline-none wide:max-w-[460px] wide:border-r wide:border-line"
      >
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
          {open ? (
            <Sheet label={open.request.title} onClose={() => setOpenKey(null)}>
              <QueueDetail key={keyOf(open)} queued={open} onClose={() => setOpenKey(null)} />
              <div className="border-t border-line bg-surface p-3 pb-[calc(12px+env(safe-area-inset-bottom))]">
                {bar}
              </div>
            </Sheet>
          ) : chosen.length > 0 ? (
            <Docked>
              <div className="pointer-events-auto w-[calc(100vw-24px)] rounded-xl bg-raised p-2.5 shadow-2">{bar}</div>
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

type LevelWord = Extract<Answer, 'approve' | 'return' | 'reject'>
const isLevelWord = (word: Answer): word is LevelWord => word === 'approve' || word === 'return' || word === 'reject'

/** Says one word about several; what could not be said is told by number. */
function useSay() {
  const { t } = useTranslation('purchase')
  const act = useAct()
  return (about: readonly Queued[], word: Answer, reason = '') => {
    const isOne = about.length === 1
    const done = about.filter(({ listId, request, voices }) => {
      const [voice] = voices
      return act(listId, request.id, { action: word, reason, ...(voice === undefined ? {} : { voice }) }, !isOne)
    })
    if (!isOne && isLevelWord(word))
      toast({ message: t(`saidMany.${word}`, { count: done.length }), key: 'act', durationMs: 5_000 })
  }
}

/** Tells that the open one is decided by somebody else, and which one stands there now. */
function useLeft(now: Queued | undefined) {
  const { t } = useTranslation('purchase')
  const { lists } = usePurchase()
  return ({ listId, request, said }: Queued) => {
    const view = readView(lists.peek(listId)?.view().ledger?.subject(request.id))
    // Of one's own word one was told when one gave it.
    if (said === null && view !== null) {
      const how = t(`status.${view.status}`)
      toast({ message: t('approvals.left', { title: request.title, how }), key: 'queue-left', durationMs: 6_000 })
    }
    if (now) announce(t('approvals.now', { title: now.request.title }))
  }
}
