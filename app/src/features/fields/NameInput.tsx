import { clsx } from 'clsx'
import { useState } from 'react'

export interface NameInputProps {
  readonly label: string
  readonly value: string
  readonly maxLength: number
  readonly onWrite: (name: string) => void
  readonly className?: string
}

/** Text until somebody enters it: Enter and leaving keep what is typed, Esc and an empty name bring the old one back. */
export function NameInput({ label, value, maxLength, onWrite, className }: NameInputProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const commit = () => {
    const name = draft?.trim() ?? ''
    setDraft(null)
    if (name !== '' && name !== value) onWrite(name)
  }
  return (
    <input
      aria-label={label}
      data-own-escape={draft === null ? undefined : ''}
      autoComplete="off"
      maxLength={maxLength}
      value={draft ?? value}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter') {
          event.preventDefault()
          commit()
        }
        if (event.key === 'Escape' && draft !== null) {
          // One layer: what was typed. The next Esc closes the dialog.
          setDraft(null)
        }
      }}
      className={clsx(
        'min-w-0 rounded-md bg-transparent px-1.5 py-1 outline-none hover:bg-hover focus:bg-surface focus:shadow-[inset_0_0_0_2px_var(--brand)] touch:min-h-11',
        className,
      )}
    />
  )
}
