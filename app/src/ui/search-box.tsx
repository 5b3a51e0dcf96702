import { Search, X } from 'lucide-react'
import type { RefObject } from 'react'
import { Input } from './field.tsx'
import { IconButton } from './icon-button.tsx'

export interface SearchBoxProps {
  readonly label: string
  readonly placeholder: string
  /** What the cross is called. */
  readonly clearLabel: string
  readonly text: string
  readonly onText: (text: string) => void
  readonly inputRef: RefObject<HTMLInputElement | null>
}

/** Narrows a list by words. Esc empties it, in the empty box it gives the focus up. */
export function SearchBox({ label, placeholder, clearLabel, text, onText, inputRef }: SearchBoxProps) {
  return (
    <div className="relative max-w-md min-w-40 flex-1">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-faint"
      />
      <Input
        ref={inputRef}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.preventDefault()
          if (text === '') event.currentTarget.blur()
          else onText('')
        }}
        className="pr-8 pl-8 [&::-webkit-search-cancel-button]:hidden"
      />
      {text === '' ? null : (
        <IconButton
          size="sm"
          quiet
          label={clearLabel}
          onClick={() => {
            onText('')
            inputRef.current?.focus()
          }}
          className="absolute top-1/2 right-1 size-6! -translate-y-1/2 touch:size-9!"
        >
          <X />
        </IconButton>
      )}
    </div>
  )
}
