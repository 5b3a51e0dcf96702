import { Search } from 'lucide-react'
import type { RefObject } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { Input } from '../../../ui/index.ts'

interface SearchBoxProps {
  readonly text: string
  readonly onText: (text: string) => void
  readonly inputRef: RefObject<HTMLInputElement | null>
}
/** Esc empties it first, then leaves it. */
export function SearchBox({ text, onText, inputRef }: SearchBoxProps) {
  const { t } = useTranslation('purchase')
  return (
    <div className="relative max-w-md min-w-40 flex-1">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-faint"
      />
      <Input
        ref={inputRef}
        type="search"
        aria-label={t('keys.search')}
        placeholder={t('searchHint')}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.preventDefault()
          if (text === '') event.currentTarget.blur()
          else onText('')
        }}
        className="pl-8"
      />
    </div>
  )
}
