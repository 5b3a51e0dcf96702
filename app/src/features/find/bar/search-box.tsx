import { fault, type Query } from '@mutirao/documents'
import { Search, X } from 'lucide-react'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { currentLanguage, useTranslation } from '../../../i18n/index.ts'
import { IconButton, Kbd, latePart, useHotkey } from '../../../ui/index.ts'
import type { ChangeOf } from '../../../view/index.ts'
import type { Suggestion } from '../typed/suggest.ts'
import type { TypedWorld } from '../typed/tokens.ts'

export interface SearchBoxProps {
  readonly query: Query
  readonly onQuery: (change: ChangeOf) => void
  /** What the box is for, and an example of filters as words. */
  readonly label: string
  readonly hint: string
  /** What typed words are compared with. */
  readonly world: () => TypedWorld
  /** Esc in an empty box. */
  readonly onLeave: () => void
}

/** A letter so soon after another belongs to a word in work: the board follows once it settles for `settleMs`. */
const burstMs = 150
/** Long enough for a fast typist's next letter, short enough to feel immediate. */
const settleMs = 60
/** A letter by itself: as long as its own frame takes. */
const frameMs = 16

/** Filters as words come when nobody waits; until then what is typed is looked for as it stands. */
const typing = latePart(() => import('../typed/typed.tsx'))

/**
 * Free text over the list, and filters as words: `resp:ana valor>10000`. What is typed shows at once; the board follows in
 * the next frame, or when a word in work settles. A finished word that names a filter becomes one.
 */
export function SearchBox(props: SearchBoxProps) {
  const { t } = useTranslation('find')
  const listId = useId()
  const { input, shown, set, commit, suggestions, active, setActive, choose, close, onBlur } = useTyping(props)
  useHotkey({ keys: '/', label: props.label, run: () => input.current?.select() })
  const part = typing.now()
  const isOpen = part !== null && suggestions.length > 0
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const walk = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (isOpen && walk !== undefined) {
      const count = suggestions.length
      setActive((active + walk + (active < 0 && walk < 0 ? 1 : 0) + count) % count)
    } else if (event.key === 'Enter') {
      const chosen = suggestions[active]
      if (chosen) choose(chosen)
      else commit(shown, -1)
    } else if (event.key === 'Escape') {
      if (isOpen) close()
      else if (shown !== '' && !fault('FND-10')) set('', 0)
      else {
        event.currentTarget.blur()
        props.onLeave()
      }
    } else return
    event.preventDefault()
  }
  return (
    <div className="relative flex w-52 min-w-0 shrink items-center phone:w-auto phone:flex-1">
      <Search aria-hidden className="pointer-events-none absolute left-2 size-3.5 text-faint" />
      <input
        ref={input}
        type="text"
        role="searchbox"
        autoComplete="off"
        aria-label={props.label}
        aria-autocomplete="list"
        aria-controls={isOpen ? listId : undefined}
        aria-activedescendant={isOpen && active >= 0 ? part.suggestionId(listId, active) : undefined}
        placeholder={props.label}
        title={props.hint}
        value={shown}
        onFocus={typing.hint}
        onChange={({ target }) => set(target.value, target.selectionStart ?? target.value.length)}
        onBlur={onBlur}
        onKeyDown={onKeyDown}
        className="h-[26px] w-full rounded-md bg-surface pr-7 pl-7 text-sm shadow-[inset_0_0_0_1px_var(--line)] outline-none hover:shadow-[inset_0_0_0_1px_var(--line-strong)] focus:shadow-[inset_0_0_0_2px_var(--brand)] touch:h-11"
      />
      <span className="absolute right-1 flex">
        {shown === '' ? (
          <span className="pr-1 phone:hidden">
            <Kbd keys="/" />
          </span>
        ) : (
          <IconButton size="sm" quiet label={t('clearText')} onClick={() => set('', 0)}>
            <X />
          </IconButton>
        )}
      </span>
      {isOpen ? (
        <part.Suggestions
          id={listId}
          label={t('typedSuggestions')}
          suggestions={suggestions}
          active={active}
          onChoose={choose}
        />
      ) : null}
    </div>
  )
}

const none: readonly Suggestion[] = []

/** What stands in the box, and what becomes of it. */
function useTyping(props: SearchBoxProps) {
  const input = useRef<HTMLInputElement>(null)
  const [draft, setDraft] = useState<string | null>(null)
  const [offered, setOffered] = useState<{ readonly suggestions: readonly Suggestion[]; readonly active: number }>({
    suggestions: none,
    active: -1,
  })
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const typedAtMs = useRef(-burstMs)
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })
  const stop = () => {
    if (timer.current !== null) clearTimeout(timer.current)
    timer.current = null
  }
  useEffect(() => stop, [])
  const close = () => setOffered({ suggestions: none, active: -1 })
  /** Filters that are finished leave the box; the rest is looked for. `caret`: the end of the word being typed, -1 for none. */
  const commit = (text: string, caret: number) => {
    stop()
    const { query, onQuery, world } = latest.current
    // Typed before its code came: read again then, if it still stands there.
    if (typing.now() === null)
      typing.load().then(() => (input.current?.value === text ? again.current(text, caret) : undefined), reportError)
    const read = (before: Query) =>
      typing.now()?.readTyped(before, text, caret, world()) ?? { query: { ...before, text }, text }
    const typed = read(query)
    if (typed.text !== text) setDraft(typed.text)
    if (caret < 0) close()
    onQuery((before) => read(before).query)
  }
  const again = useRef(commit)
  useEffect(() => {
    again.current = commit
  })
  const set = (text: string, caret: number) => {
    setDraft(text)
    const found = typing.now()?.suggestionsFor(text, caret, latest.current.world(), currentLanguage() !== 'en')
    // A word that names a field has its best value ready for Enter; a plain word is only looked for.
    setOffered({ suggestions: found ?? none, active: found?.[0]?.filter ? 0 : -1 })
    stop()
    const nowMs = performance.now()
    const waitMs = nowMs - typedAtMs.current < burstMs ? settleMs : frameMs
    typedAtMs.current = nowMs
    timer.current = setTimeout(() => commit(text, caret), waitMs)
  }
  const choose = (suggestion: Suggestion) => {
    stop()
    const typed = typing.now()
    const text = draft ?? latest.current.query.text
    const caret = input.current?.selectionStart ?? text.length
    const { onQuery, world } = latest.current
    const token = typed?.tokenAt(text, caret, world())
    if (!typed || !token) return
    close()
    const { filter } = suggestion
    if (filter) {
      const rest = `${text.slice(0, token.start)}${text.slice(token.end)}`.trim()
      setDraft(rest)
      onQuery((before) => ({ ...typed.withTyped(before, filter), text: rest }))
    } else {
      const begun = `${text.slice(0, token.start)}${suggestion.insert ?? ''}${text.slice(token.end)}`
      set(begun, token.start + (suggestion.insert ?? '').length)
    }
    input.current?.focus()
  }
  const onBlur = () => {
    close()
    if (draft !== null) commit(draft, -1)
    setDraft(null)
  }
  const setActive = (active: number) => setOffered((before) => ({ ...before, active }))
  return { input, shown: draft ?? props.query.text, set, commit, choose, close, setActive, onBlur, ...offered }
}
