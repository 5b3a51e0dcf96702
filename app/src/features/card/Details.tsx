/** The details tab: fields, notes, checklist. The fields never wait for anything; the rest waits for the card's document. */
import { CloudOff, Lock } from 'lucide-react'
import { Suspense, type RefObject } from 'react'
import { useMe, type CardView } from '../../engine/index.ts'
import { useTranslation } from '../../i18n/index.ts'
import { lazyPart, Skeleton } from '../../ui/index.ts'
import { useCardContext } from './context.ts'
import { Fields } from './fields/Fields.tsx'
import { Occupied } from '../../view/detail/Occupied.tsx'
import { isDetailOpen } from './model/access.ts'
import { Attachments } from '../../view/files/Attachments.tsx'
import { Checklist } from './list/Checklist.tsx'
import { Related } from './related/Related.tsx'
import { useDetails } from './use-details.ts'

const Notes = lazyPart(() => import('./notes/Notes.tsx'))

export interface DetailsProps {
  readonly view: CardView
  readonly stageKind: 'open' | 'won' | 'lost'
  readonly lostReasonRef: RefObject<HTMLInputElement | HTMLTextAreaElement | null>
  readonly onFiles: (files: readonly File[]) => void
  readonly onOpenCard: (cardId: string) => void
}

export function Details({ view, stageKind, lostReasonRef, onFiles, onOpenCard }: DetailsProps) {
  const { checklist, attachments } = useDetails(view)
  const ready = isDetailOpen(view.phase)
  return (
    <>
      <Fields stageKind={stageKind} lostReasonRef={lostReasonRef} />
      <Related onOpenCard={onOpenCard} />
      {ready ? <NotesSection view={view} /> : <Waiting phase={view.phase} />}
      {ready ? <Checklist items={checklist} readOnly={view.readOnly} /> : null}
      {ready ? <Attachments attachments={attachments} readOnly={view.readOnly} onFiles={onFiles} /> : null}
    </>
  )
}

function NotesSection({ view }: { readonly view: CardView }) {
  const { t } = useTranslation('card')
  const me = useMe()
  const { doc, awareness, generation } = view
  return (
    <section aria-label={t('notes.title')} className="group/notes relative border-t border-line px-5 py-3">
      <h3 className="mb-1.5">{t('notes.title')}</h3>
      <Occupied field="notes" unmarked>
        <Suspense fallback={<Skeleton className="h-10" />}>
          {doc === null ? null : (
            <Notes
              key={`${view.cardId}.${generation}`}
              doc={doc}
              awareness={awareness}
              me={me}
              readOnly={view.readOnly}
            />
          )}
        </Suspense>
      </Occupied>
    </section>
  )
}

/** Why notes and list are not there, and what brings them. */
export function Waiting({ phase }: { readonly phase: CardView['phase'] }) {
  const { t } = useTranslation('card')
  const { card } = useCardContext()
  if (phase !== 'never-loaded' && phase !== 'forbidden' && phase !== 'gone')
    return (
      <section aria-busy aria-label={t('notes.title')} className="grid gap-2 border-t border-line px-5 py-3">
        <h3>{t('notes.title')}</h3>
        <Skeleton className="h-4 w-4/5" />
        <Skeleton className="h-4 w-3/5" />
      </section>
    )
  const away = phase === 'never-loaded'
  return (
    <section data-waiting={card.id} className="border-t border-line px-5 py-3">
      <div className="flex items-start gap-2.5 rounded-lg bg-sunken px-3 py-2.5">
        {away ? (
          <CloudOff aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
        ) : (
          <Lock aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
        )}
        <div>
          <p className="font-medium">{away ? t('detail.neverLoaded') : t(`detail.${phase}`)}</p>
          {away ? <p className="text-muted">{t('detail.neverLoadedText')}</p> : null}
        </div>
      </div>
    </section>
  )
}
