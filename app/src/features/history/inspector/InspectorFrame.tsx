/** What stands around the content of a document that is looked at: which one, whose changes, its timeline, what happened. */
import { listNameOf, parseName, type DocumentEntry, type DocumentKindName, type HistoryNames } from '@mutirao/documents'
import { clsx } from 'clsx'
import { Building2, ClipboardList, Kanban, Scale } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { usePeople } from '../../../engine/index.ts'
import { useTranslation } from '../../../i18n/index.ts'
import { Avatar, Segmented, Select, usePhone } from '../../../ui/index.ts'
import { personName } from '../names.ts'
import { Events } from './Events.tsx'
import { Integrity } from './Integrity.tsx'
import { NamedMoments } from './NamedMoments.tsx'
import { TimelineBar } from './TimelineBar.tsx'
import type { InAddress, Inspected } from './use-inspected.ts'

/** Which document, and how to come to another. */
export interface InspectedPlace extends InAddress {
  /** Its name. */
  readonly document: string
  /** Those that stand alone: boards, lists, accounts, decisions. */
  readonly documents: readonly InspectedDocument[]
  readonly onDocument: (name: string) => void
  /** The status pill. */
  readonly status: ReactNode
}

export type InspectedDocument = Pick<DocumentEntry, 'name' | 'kind' | 'title'>

export type ContentView = 'then' | 'compare'
/** What happened is one of them only where it has no place beside. */
type View = ContentView | 'events' | 'integrity'

export interface InspectorFrameProps {
  readonly place: InspectedPlace
  readonly kind: DocumentKindName
  readonly names: HistoryNames
  /** Chooses among the documents of a list; null where there are none. */
  readonly picker: ReactNode
  readonly inspected: Inspected<unknown>
  readonly banner: ReactNode
  readonly content: (view: ContentView) => ReactNode
  /** The button that restores; null while this is now. */
  readonly restore: ReactNode
}

export function InspectorFrame(props: InspectorFrameProps) {
  const { place, kind, names, picker, inspected, banner, content, restore } = props
  const { t } = useTranslation('inspector')
  const people = usePeople()
  const phone = usePhone()
  const [chosen, setView] = useState<View>(inspected.other === null ? 'then' : 'compare')
  const [actor, setActor] = useState<string | null>(null)
  const { name, moments, state, bars, moved, named, held } = inspected
  // Beside the content there is room for what happened; on a phone that is a view of its own.
  const view = chosen === 'events' && !phone ? 'then' : chosen
  const persons = [...people.members.values()].toSorted((a, b) => a.name.localeCompare(b.name))
  return (
    <div className="flex h-full flex-col">
      <header className="flex min-h-[49px] flex-none flex-wrap items-center gap-2.5 border-b border-line px-4 py-2 phone:gap-2">
        <h1 className="text-md phone:flex-1">{t('title')}</h1>
        {phone ? place.status : null}
        <div className="flex min-w-0 items-center gap-2.5 phone:w-full phone:gap-2 phone:*:min-w-0 phone:*:flex-1">
          <DocumentSelect place={place} />
          {picker}
        </div>
        <Segmented
          label={t('view')}
          className="phone:w-full phone:*:px-1"
          value={view}
          onChange={(next) => setView(next as View)}
          options={[
            { value: 'then', label: t('views.past') },
            ...(phone ? [{ value: 'events', label: t('views.events') }] : []),
            { value: 'compare', label: t('views.compare') },
            { value: 'integrity', label: t('views.integrity') },
          ]}
        />
        <Select
          label={t('person')}
          className={clsx('max-w-44 phone:max-w-full', view !== 'events' && 'phone:hidden')}
          value={actor ?? ''}
          onChange={(next) => setActor(next === '' ? null : next)}
          options={[
            { value: '', label: t('everyone') },
            ...persons.map(({ id, name: label }) => ({
              value: id,
              label,
              icon: <Avatar id={id} name={label} size="xs" decorative />,
            })),
          ]}
        />
        <span className="flex-1 phone:hidden" />
        {phone ? null : place.status}
      </header>
      {view === 'integrity' ? (
        <Integrity name={name} moved={moved} />
      ) : (
        <>
          {banner}
          <div className="flex min-h-0 flex-1">
            <div className={clsx('flex min-h-0 min-w-0 flex-1 flex-col', view === 'events' && 'hidden')}>
              {content(view === 'events' ? 'then' : view)}
              <TimelineBar
                bars={bars}
                named={named}
                held={held}
                atMs={state.askedMs}
                onAt={(atMs) => moments.show(atMs)}
                onNamed={({ atMs, seq }) => moments.show(atMs, seq)}
                personName={(id) => personName(people, id, t('server')) ?? id}
              >
                <NamedMoments inspected={inspected} onHeld={() => setView('compare')} />
                {restore}
              </TimelineBar>
            </div>
            <Events
              className={clsx(view !== 'events' && 'phone:hidden')}
              source={{ name, kind }}
              names={names}
              untilSeq={state.shown?.at.seq ?? null}
              actor={actor}
              moved={moved}
              onMoment={({ group }) => {
                moments.show(Math.max(...group.facts.map((fact) => fact.receivedAtMs)))
                if (view === 'events') setView('then')
              }}
            />
          </div>
        </>
      )}
    </div>
  )
}

const icons: Readonly<Partial<Record<DocumentKindName, typeof Kanban>>> = {
  requests: ClipboardList,
  accounts: Building2,
  ledger: Scale,
}

function DocumentSelect({ place }: { readonly place: InspectedPlace }) {
  const { t } = useTranslation('inspector')
  const parsed = parseName(place.document)
  const alone = parsed && parsed.kind !== 'ledger' ? (listNameOf(parsed) ?? parsed.name) : place.document
  const title = ({ kind, title: own }: InspectedDocument) =>
    kind === 'accounts' ? t('accounts') : kind === 'ledger' ? t('decisionsOf', { list: own }) : own
  return (
    <Select
      label={t('which')}
      className="max-w-56 phone:max-w-full"
      value={alone}
      onChange={place.onDocument}
      options={place.documents.map((document) => {
        const Icon = icons[document.kind] ?? Kanban
        return {
          value: document.name,
          label: title(document),
          icon: <Icon aria-hidden className="size-3.5 text-faint" />,
        }
      })}
    />
  )
}
