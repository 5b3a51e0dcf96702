import { Search, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { IconButton, Kbd, useHotkey } from '../../../ui/index.ts'

export interface SearchBoxProps {
  readonly value: string
  readonly onChange: (text: string) => void
  /** Esc in an empty box. */
  readonly onLeave: () => void
}

/** Long enough for a fast typist's next letter, short enough to feel immediate. */
const settleMs = 60

/** Free text over the board. What is typed shows at once; the board follows when a keystroke has settled. */
export function SearchBox({ value, onChange, onLeave }: SearchBoxProps) {
  const { t } = useTranslation('find')
  const input = useRef<HTMLInputElement>(null)
  const [draft, setDraft] = useState<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const latest = useRef(onChange)
  useEffect(() => {
    latest.current = onChange
  })
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current)
    },
    [],
  )
  useHotkey({ keys: '/', label: t('keys.search'), run: () => input.current?.select() })
  const settle = (text: string) => {
    if (timer.current !== null) clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      timer.current = null
      latest.current(text)
    }, settleMs)
  }
  const set = (text: string) => {
    setDraft(text)
    settle(text)
  }
  const shown = draft ?? value
  return (
    <div className="relative flex w-52 min-w-0 shrink items-center phone:w-auto phone:flex-1">
      <Search aria-hidden className="pointer-events-none absolute left-2 size-3.5 text-faint" />
      <input
        ref={input}
        type="text"
        role="searchbox"
        autoComplete="off"
        aria-label={t('search')}
        placeholder={t('search')}
        value={shown}
        onChange={(event) => set(event.target.value)}
        onBlur={() => (timer.current === null ? setDraft(null) : undefined)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.preventDefault()
          if (shown !== '') return set('')
          event.currentTarget.blur()
          onLeave()
        }}
        className="h-[26px] w-full rounded-md bg-surface pr-7 pl-7 text-sm shadow-[inset_0_0_0_1px_var(--line)] outline-none hover:shadow-[inset_0_0_0_1px_var(--line-strong)] focus:shadow-[inset_0_0_0_2px_var(--brand)] touch:h-11"
      />
      <span className="absolute right-1 flex">
        {shown === '' ? (
          <span className="pr-1 phone:hidden">
            <Kbd keys="/" />
          </span>
        ) : (
          <IconButton size="sm" quiet label={t('clearText')} onClick={() => set('')}>
            <X />
          </IconButton>
        )}
      </span>
    </div>
  )
}
