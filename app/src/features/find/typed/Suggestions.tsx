import { clsx } from 'clsx'
import type { PointerEvent } from 'react'
import type { Suggestion } from './suggest.ts'

export interface SuggestionsProps {
  readonly id: string
  readonly label: string
  readonly suggestions: readonly Suggestion[]
  /** Index of the one the keys stand on, or -1. */
  readonly active: number
  readonly onChoose: (suggestion: Suggestion) => void
}

export const suggestionId = (id: string, index: number): string => `${id}-${index}`

/** What the word in the search box could become, under the box. The focus stays in the box. */
export function Suggestions({ id, label, suggestions, active, onChoose }: SuggestionsProps) {
  // The roles of ARIA's combobox: a native list cannot stand under a text box that keeps the focus.
  const list = { role: 'listbox', 'aria-label': label }
  const option = (suggestion: Suggestion, index: number) => ({
    role: 'option',
    'aria-selected': index === active,
    onPointerDown: (event: PointerEvent) => event.preventDefault(),
    onClick: () => onChoose(suggestion),
  })
  return (
    <div
      {...list}
      id={id}
      className="motion-pop absolute top-full left-0 z-20 mt-1 w-72 max-w-[calc(100vw-28px)] rounded-lg bg-raised p-1 shadow-2"
    >
      {suggestions.map((suggestion, index) => (
        <div
          key={suggestion.key}
          {...option(suggestion, index)}
          id={suggestionId(id, index)}
          className={clsx(
            'flex min-h-7 cursor-default items-center gap-1.5 rounded-md px-2 text-sm touch:min-h-11',
            index === active ? 'bg-hover' : 'hover:bg-hover',
          )}
        >
          <span className="text-muted">{suggestion.field}:</span>
          <span className="min-w-0 flex-1 truncate font-medium">{suggestion.words}</span>
        </div>
      ))}
    </div>
  )
}
