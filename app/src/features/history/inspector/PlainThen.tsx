/** A document without a screen of its own here, as it stood: section by section, field by field. */
import { clsx } from 'clsx'
import { FileText } from 'lucide-react'
import type { HistoryNames, JsonValue } from '@mutirao/documents'
import { useMemo } from 'react'
import { formatNumber, useTranslation } from '../../../i18n/index.ts'
import { EmptyState, Tag } from '../../../ui/index.ts'
import type { Changed } from '../changed-keys.ts'
import { Changes, ComparedLine, ComparedList } from './ComparedList.tsx'
import {
  comparePlain,
  sectionsOf,
  titleOf,
  type PlainChange,
  type PlainDifference,
  type PlainEntry,
  type PlainState,
} from './plain.ts'
import { usePlainWords, type PlainWords } from './plain-words.ts'
import type { Side } from './use-comparison.ts'
import type { Inspected } from './use-inspected.ts'
import { useWriters } from './use-writers.ts'

export interface PlainThenProps {
  readonly state: PlainState
  /** What has changed since; null when this is now. */
  readonly difference: readonly PlainDifference[] | null
  readonly names: HistoryNames
  /** Which entries shall be put back; null where nothing can be. */
  readonly choice: Choice | null
}

interface Choice {
  /** Sections whose entries can be chosen. */
  readonly roots: readonly string[]
  readonly chosen: ReadonlySet<string>
  readonly onChoose: (id: string) => void
}

/** Beyond this many the numbers say more than the lines. */
const maxEntries = 200

export function PlainThen({ state, difference, names, choice }: PlainThenProps) {
  const { t } = useTranslation('inspector')
  const words = usePlainWords(names)
  const sections = useMemo(() => sectionsOf(state), [state])
  if (sections.length === 0)
    return (
      <div className="min-h-0 flex-1 overflow-y-auto">
        <EmptyState icon={<FileText />} title={t('plain.empty')} />
      </div>
    )
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">
      <div className="grid max-w-3xl gap-5">
        {sections.map(({ root, entries }) => (
          <section key={root} aria-label={words.section(root)}>
            <h2 className="pb-1.5">
              {words.section(root)}{' '}
              {entries.length > 1 ? (
                <span className="font-normal text-soft">{formatNumber(entries.length)}</span>
              ) : null}
            </h2>
            <ul className="grid gap-1.5">
              {entries.slice(0, maxEntries).map((entry) => (
                <Entry
                  key={entry.id}
                  entry={entry}
                  root={root}
                  fate={fateOf(
                    entry,
                    difference?.find((one) => one.root === root),
                  )}
                  words={words}
                  names={names}
                  choice={entry.id !== '' && choice?.roots.includes(root) === true ? choice : null}
                />
              ))}
            </ul>
            {entries.length > maxEntries ? (
              <p className="pt-1 text-sm text-soft">{t('moreCards', { count: entries.length - maxEntries })}</p>
            ) : null}
          </section>
        ))}
      </div>
    </div>
  )
}

/** An entry without a name is called by what was asked for in it. */
function calledIn(entry: PlainEntry, words: PlainWords, names: HistoryNames): string {
  const title = titleOf(entry, names)
  const type = entry.fields.get('type')
  return title === entry.id && typeof type === 'string' ? words.value('type', type) : title
}

type Fate = 'changedSince' | 'removedSince' | null

function fateOf({ id }: PlainEntry, difference: PlainDifference | undefined): Fate {
  if (!difference) return null
  if (difference.removed.some((entry) => entry.id === id)) return 'removedSince'
  return difference.changed.some(({ now }) => now.id === id) ? 'changedSince' : null
}

interface EntryProps {
  readonly entry: PlainEntry
  readonly root: string
  readonly fate: Fate
  readonly words: PlainWords
  readonly names: HistoryNames
  readonly choice: Choice | null
}

function Entry({ entry, root, fate, words, names, choice }: EntryProps) {
  const { t } = useTranslation('inspector')
  const title = entry.id === '' ? null : calledIn(entry, words, names)
  // What gives the entry its title is not said a second time.
  const isTitle = (key: string, value: JsonValue) =>
    value === title || ((key === 'subject' || key === 'type') && words.value(key, value) === title)
  const fields = [...entry.fields].filter(([key, value]) => !isTitle(key, value))
  return (
    <li
      data-entry-then={entry.id}
      className={clsx(
        'rounded-lg bg-surface px-3 py-2 shadow-1',
        choice?.chosen.has(entry.id) === true && 'bg-brand-weak shadow-[0_0_0_1.5px_var(--brand)]',
      )}
    >
      {title === null ? null : (
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {choice === null ? (
            <span className="min-w-0 [overflow-wrap:anywhere]">{title}</span>
          ) : (
            <label className="flex min-w-0 items-baseline gap-2 touch:py-1.5">
              <input
                type="checkbox"
                aria-label={t('choose', { title })}
                checked={choice.chosen.has(entry.id)}
                onChange={() => choice.onChoose(entry.id)}
                className="size-[14px] flex-none self-center accent-(--brand) touch:size-5"
              />
              <span className="min-w-0 [overflow-wrap:anywhere]">{title}</span>
            </label>
          )}
          {entry.archived ? <Tag>{t('plain.archived')}</Tag> : null}
          {fate === null ? null : <Tag tone={fate === 'removedSince' ? 'red' : 'amber'}>{t(fate)}</Tag>}
        </p>
      )}
      <dl className="flex flex-wrap gap-x-4 gap-y-0.5 text-sm">
        {fields.map(([key, value]) => (
          <div key={key} className="flex min-w-0 gap-1.5">
            <dt className="flex-none text-soft first-letter:uppercase">{words.field(key, root)}</dt>
            <dd className="min-w-0 [overflow-wrap:anywhere]">{words.value(key, value)}</dd>
          </div>
        ))}
      </dl>
    </li>
  )
}

export interface PlainComparedProps {
  readonly inspected: Pick<Inspected<unknown>, 'name' | 'moved'>
  readonly then: Side<PlainState>
  readonly now: Side<PlainState>
  readonly names: HistoryNames
}

export function PlainCompared({ inspected, then, now, names }: PlainComparedProps) {
  const { t } = useTranslation('inspector')
  const words = usePlainWords(names)
  const writers = useWriters(inspected, then.seq, now.seq)
  const differences = useMemo(() => comparePlain(then.view, now.view), [then.view, now.view])
  const changesOf = (root: string, { before, now: after, keys }: PlainChange): readonly Changed[] =>
    keys.map((key) => ({
      key,
      field: words.field(key, root),
      before: words.value(key, before.fields.get(key)),
      after: words.value(key, after.fields.get(key)),
      by: writers(after.id === '' ? root : after.id, key),
    }))
  const title = (root: string, entry: PlainEntry) =>
    entry.id === '' ? words.section(root) : calledIn(entry, words, names)
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-5 py-3">
      {differences.length === 0 ? <p className="text-muted">{t('sameBetween')}</p> : null}
      {differences.map(({ root, added, changed, removed }) => (
        <ComparedList key={root} title={words.section(root)} count={added.length + changed.length + removed.length}>
          {[
            ...added.map((entry) => (
              <ComparedLine key={entry.id} title={title(root, entry)} by={writers(entry.id)}>
                <Tag tone="blue">{t('addedSince')}</Tag>
              </ComparedLine>
            )),
            ...changed.map((change) => (
              <ComparedLine key={change.now.id} title={title(root, change.now)}>
                <Changes changes={changesOf(root, change)} />
              </ComparedLine>
            )),
            ...removed.map((entry) => (
              <ComparedLine key={entry.id} title={title(root, entry)} by={writers(entry.id)}>
                <Tag tone="red">{t('removedSince')}</Tag>
              </ComparedLine>
            )),
          ]}
        </ComparedList>
      ))}
    </div>
  )
}
