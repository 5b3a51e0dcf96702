import { useRef, useState, type FocusEvent, type KeyboardEvent, type ChangeEvent } from 'react'

export interface RenameOptions {
  readonly name: string
  /** Called once, and only for a name that is not empty and not the old one. */
  readonly onWrite: (name: string) => void
  readonly onDone: () => void
}

/** A name edited in its place: Enter or leaving writes, Esc leaves it as it was. Spread the result on the `Input`. */
export function useRename({ name, onWrite, onDone }: RenameOptions) {
  const [value, setValue] = useState(name)
  const given = useRef(false)
  const done = (write: boolean) => {
    // Leaving the field follows on Enter and Esc: once is enough.
    if (given.current) return
    given.current = true
    if (write && value.trim() !== '' && value !== name) onWrite(value)
    onDone()
  }
  return {
    // The person just asked for this field.
    ref: (element: HTMLInputElement | null) => element?.focus(),
    value,
    maxLength: 200,
    onFocus: (event: FocusEvent<HTMLInputElement>) => event.target.select(),
    onChange: (event: ChangeEvent<HTMLInputElement>) => setValue(event.target.value),
    onBlur: () => done(true),
    onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
      if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return
      event.preventDefault()
      event.stopPropagation()
      done(event.key === 'Enter')
    },
  }
}
