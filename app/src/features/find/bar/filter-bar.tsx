import { ListFilter, X } from 'lucide-react'
import { orderedFields, withCondition, type Condition, type Query } from '@mutirao/documents'
import { useEffect, useState, type ReactNode } from 'react'
import { useMe, usePeople } from '../../../engine/index.ts'
import { currentLanguage, formatNumber, today, useTranslation, withWords } from '../../../i18n/index.ts'
import { announce, Button, lateComponent, Menu, MenuItem, MenuLabel, useHotkeys } from '../../../ui/index.ts'
import { cleared, useQuery, type ChangeOf, type Finding } from '../../../view/index.ts'
import type { TypedWorld } from '../typed/tokens.ts'
import { useFound } from './found.ts'
import { SearchBox } from './search-box.tsx'
import { SortMenu } from './sort-menu.tsx'

// Most boards open without a filter.
const FilterChip = lateComponent(withWords(() => import('./chip.tsx').then((module) => module.FilterChip)))

export interface FilterBarProps {
  readonly finding: Finding
  /** View tabs, at the left. */
  readonly children?: ReactNode
}

/** What is looked for on this list: text, filters as chips, order; and the way out of all of it. */
export function FilterBar({ finding, children }: FilterBarProps) {
  const { t } = useTranslation('find')
  const { query, setQuery } = useQuery()
  const [editing, setEditing] = useState<string | null>(null)
  const [menuOpen, setMenuOpen] = useState(false)
  const fields = orderedFields({ fields: finding.fields() }, query.filters)
  const isNarrowed = finding.isFiltered
  const clear = () => setQuery(cleared)
  useHotkeys([
    { keys: 'f', label: t('keys.filter'), run: () => setMenuOpen(true) },
    { keys: 'shift+f', label: t('keys.clear'), run: clear, disabled: !isNarrowed },
  ])
  const { members } = usePeople()
  const me = useMe().id
  const isEnglish = currentLanguage() === 'en'
  const world = (): TypedWorld => ({
    finding,
    members,
    me,
    today: today(),
    numbers: isEnglish ? 'dot' : 'comma',
    days: isEnglish ? 'mdy' : 'dmy',
  })
  const setCondition = (field: string, condition: Condition | null) =>
    setQuery((before) => withCondition(before, field, condition))
  const pending = editing !== null && query.filters[editing] === undefined ? [editing] : []
  return (
    <section aria-label={t('bar')} className="flex-none border-b border-line">
      <div className="flex min-h-10 items-center gap-1.5 px-4 py-1.5 phone:flex-wrap phone:px-3.5">
        {children}
        <span className="flex-1 phone:hidden" />
        <SearchBox
          label={finding.say.search()}
          hint={finding.say.typedHint()}
          query={query}
          onQuery={setQuery}
          world={world}
          onLeave={clear}
        />
        <FieldMenu
          finding={finding}
          open={menuOpen}
          onOpenChange={setMenuOpen}
          onField={(field) => setEditing(field)}
        />
        <SortMenu finding={finding} sort={query.sort} onSort={(sort) => setQuery((before) => ({ ...before, sort }))} />
      </div>
      {isNarrowed || pending.length > 0 ? (
        <div className="flex flex-wrap items-center gap-1.5 px-4 pb-2 phone:flex-nowrap phone:overflow-x-auto phone:px-3.5 phone:[scrollbar-width:none]">
          {[...fields, ...pending].map((field) => (
            <FilterChip
              key={field}
              finding={finding}
              field={field}
              condition={query.filters[field] ?? null}
              open={editing === field}
              onOpen={(open) => setEditing(open ? field : null)}
              onChange={(next) => setCondition(field, next)}
            />
          ))}
          {query.archived === 'no' ? null : <ArchivedChip query={query} setQuery={setQuery} />}
          {isNarrowed ? <Narrowed finding={finding} onClear={clear} /> : null}
        </div>
      ) : null}
    </section>
  )
}

function Narrowed({ finding, onClear }: { readonly finding: Finding; readonly onClear: () => void }) {
  const { t } = useTranslation('find')
  const counts = useFound(finding)
  const said = { visible: formatNumber(counts.visible), all: formatNumber(counts.all) }
  const sentence = finding.say.shown(said)
  useEffect(() => announce(sentence), [sentence])
  return (
    <>
      <span className="px-1 text-sm whitespace-nowrap text-muted tabular-nums" data-testid="shown">
        {t('shown', said)}
      </span>
      <Button size="sm" variant="plain" icon={<X />} onClick={onClear}>
        {t('clear')}
      </Button>
    </>
  )
}

interface QueryProps {
  readonly query: Query
  readonly setQuery: (change: ChangeOf) => void
}

function ArchivedChip({ query, setQuery }: QueryProps) {
  const { t } = useTranslation('find')
  return (
    <span className="inline-flex h-[26px] shrink-0 items-center rounded-md bg-brand-weak pl-2 text-sm text-brand touch:h-11">
      {query.archived === 'only' ? t('archivedOnly') : t('archivedAll')}
      <button
        type="button"
        aria-label={t('removeFilter', { field: t('field.archived') })}
        onClick={() => setQuery((before) => ({ ...before, archived: 'no' }))}
        className="grid h-full w-6 place-items-center rounded-r-md hover:bg-brand/10 touch:w-11"
      >
        <X aria-hidden className="size-3" />
      </button>
    </span>
  )
}

interface FieldMenuProps {
  readonly finding: Finding
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly onField: (field: string) => void
}

function FieldMenu({ finding, open, onOpenChange, onField }: FieldMenuProps) {
  const { t } = useTranslation('find')
  const [trigger, setTrigger] = useState<HTMLButtonElement | null>(null)
  return (
    <Menu
      align="end"
      open={open}
      onOpenChange={onOpenChange}
      // Only if nothing else took the focus: a chosen field opens its own panel.
      {...(trigger === null ? {} : { returnFocusTo: trigger })}
      trigger={
        <Button ref={setTrigger} size="sm" variant="plain" icon={<ListFilter />}>
          <span className="phone:sr-only">{t('filter')}</span>
        </Button>
      }
    >
      <MenuLabel>{t('addFilter')}</MenuLabel>
      {finding.fields().map((field) => (
        <MenuItem key={field} onSelect={() => onField(field)}>
          {finding.label(field)}
        </MenuItem>
      ))}
    </Menu>
  )
}
