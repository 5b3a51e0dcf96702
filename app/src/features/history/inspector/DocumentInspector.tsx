import {
  isRestorable,
  listNameOf,
  restorable,
  type DocumentKindName,
  type HistoryNames,
  type ParsedName,
} from '@mutirao/documents'
import { ClipboardList } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { usePeople, type DocumentAt } from '../../../engine/index.ts'
import { formatNumber, useLocale, useTranslation } from '../../../i18n/index.ts'
import { Skeleton } from '../../../ui/index.ts'
import { personName } from '../names.ts'
import { Banner } from './Banner.tsx'
import { Comparing } from './Comparing.tsx'
import { EntryPicker } from './EntryPicker.tsx'
import { InspectorFrame, type InspectedPlace } from './InspectorFrame.tsx'
import { comparePlain, titlesOf, type PlainDifference, type PlainState } from './plain.ts'
import { PlainCompared, PlainThen } from './PlainThen.tsx'
import { RestoreChoice, type PutBackKind } from './RestoreChoice.tsx'
import { requestsCalled } from './requests-called.ts'
import { useComparison } from './use-comparison.ts'
import { useInspected } from './use-inspected.ts'
import { useLatest } from './use-latest.ts'

export interface DocumentInspectorProps {
  readonly place: InspectedPlace
  readonly document: ParsedName
}

const stateOf = ({ state }: DocumentAt): PlainState => state
const nothing: PlainState = {}

/** A document of any kind, read as the plain list it is: lists of requests, one request, accounts, decisions. */
export function DocumentInspector({ place, document }: DocumentInspectorProps) {
  const { t } = useTranslation('inspector')
  const { kind, name } = document
  const inspected = useInspected(name, stateOf, place)
  const { state, moved, problem } = inspected
  const listName = listNameOf(document)
  const read = useLatest(name, moved, stateOf)
  // The names of what a request or a decision is about stand in its list.
  const readList = useLatest(listName, moved, stateOf)
  const list = listName === null ? read : readList
  const then = state.shown?.view ?? null
  const names = useNames(list ?? nothing, read ?? nothing, then)
  const comparison = useComparison(inspected, read, stateOf)
  const difference = useMemo(() => (then && read ? comparePlain(then, read) : null), [then, read])
  const shown = then ?? read
  const called = useCallback((words: string) => requestsCalled(list ?? nothing, words), [list])
  const [chosen, setChosen] = useState(noneChosen)
  const choose = (id: string) => setChosen((before) => toggled(before, id))
  const chooseRequest = (id: string | null) =>
    place.onDocument(id === null ? listOf(document) : `request:${listIdOf(document)}.${id}`)
  return (
    <InspectorFrame
      place={place}
      kind={kind}
      names={names}
      inspected={inspected}
      picker={
        kind === 'requests' || kind === 'request' ? (
          <EntryPicker
            icon={<ClipboardList />}
            whole={t('wholeList')}
            find={t('findRequest')}
            chosen={kind === 'request' ? { id: document.requestId, title: names.card(document.requestId) ?? '' } : null}
            called={called}
            onChoose={chooseRequest}
          />
        ) : null
      }
      banner={
        <Banner state={state} problem={problem}>
          {difference === null ? null : <Since difference={difference} />}
        </Banner>
      }
      content={(view) =>
        shown === null ? (
          // Not yet known is not the same as nothing.
          <div className="min-h-0 flex-1">{problem === null ? <Skeleton className="m-5 h-40 max-w-xl" /> : null}</div>
        ) : view === 'compare' ? (
          <Comparing inspected={inspected} comparison={comparison}>
            {(before, after) => <PlainCompared inspected={inspected} then={before} now={after} names={names} />}
          </Comparing>
        ) : (
          <PlainThen
            state={shown}
            difference={then ? difference : null}
            names={names}
            choice={then && isPutBack(kind) ? { roots: restorable[kind].entries, chosen, onChoose: choose } : null}
          />
        )
      }
      restore={
        state.shown && isPutBack(kind) ? (
          <RestoreChoice
            kind={kind}
            name={name}
            seq={state.shown.at.seq}
            atMs={state.shown.at.atMs}
            chosen={[...chosen]}
            onDone={() => setChosen(noneChosen)}
          />
        ) : null
      }
    />
  )
}

/** What was decided is nobody's to put back (restorable.ts of documents). */
const isPutBack = (kind: DocumentKindName): kind is PutBackKind => isRestorable(kind)

const noneChosen: ReadonlySet<string> = new Set()
function toggled(before: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(before)
  if (!next.delete(id)) next.add(id)
  return next
}

const listOf = (document: ParsedName): string => listNameOf(document) ?? document.name
const listIdOf = (document: ParsedName): string => ('listId' in document ? document.listId : '')

function Since({ difference }: { readonly difference: readonly PlainDifference[] }) {
  const { t } = useTranslation('inspector')
  if (difference.length === 0) return t('sameAsNow')
  const kinds = ['added', 'changed', 'removed'] as const
  const said = kinds.flatMap((kind) => {
    const count = difference.reduce((sum, one) => sum + one[kind].length, 0)
    return count === 0 ? [] : [t(`plain.${kind}`, { n: formatNumber(count) })]
  })
  return t('plain.since', { what: said.join(' · ') })
}

/** Names from the list and the document as they are now; of what is gone as it was then. */
function useNames(list: PlainState, own: PlainState, then: PlainState | null): HistoryNames {
  const { t } = useTranslation('inspector')
  const language = useLocale()
  const people = usePeople()
  const server = t('server')
  const titles = useMemo(
    () => new Map([...titlesOf(then ?? nothing), ...titlesOf(own), ...titlesOf(list)]),
    [list, own, then],
  )
  const title = useCallback((id: string) => titles.get(id) ?? null, [titles])
  const meta = list['meta']
  const currency = typeof meta === 'object' && meta !== null && 'currency' in meta ? meta['currency'] : null
  return useMemo(
    () => ({
      language,
      currency: typeof currency === 'string' ? currency : 'BRL',
      person: (id) => personName(people, id, server),
      card: title,
      stage: () => null,
      task: title,
    }),
    [language, currency, people, server, title],
  )
}
