import { clsx } from 'clsx'
import { useId, useLayoutEffect, useRef, type KeyboardEvent } from 'react'
import { pasteBare } from './paste-bare.ts'

export interface CellFieldProps {
  readonly label: string
  readonly text: string
  readonly isNumeric: boolean
  /** Why the text cannot stand in the cell; null: it can. */
  readonly problem: string | null
  readonly onText: (text: string) => void
  readonly onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void
  readonly onBlur: () => void
}

/** The field over a cell that is being written: takes the focus, stands at its end, says below what is wrong. */
export function CellField({ label, text, isNumeric, problem, onText, onKeyDown, onBlur }: CellFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  const message = useId()
  useLayoutEffect(() => {
    const element = input.current
    element?.focus({ preventScroll: true })
    element?.setSelectionRange(element.value.length, element.value.length)
  }, [])
  return (
    <span data-editor className="absolute inset-0 z-5">
      <input
        ref={input}
        name="cell"
        aria-label={label}
        aria-invalid={problem !== null || undefined}
        aria-describedby={problem === null ? undefined : message}
        autoComplete="off"
        inputMode={isNumeric ? 'decimal' : undefined}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onPaste={(event) => pasteBare(event, onText)}
        onKeyDown={onKeyDown}
        onBlur={onBlur}
        className={clsx(
          'size-full bg-raised px-2 shadow-[inset_0_0_0_2px_var(--brand)] outline-none aria-invalid:shadow-[inset_0_0_0_2px_var(--red)]',
          isNumeric && 'text-right tabular-nums',
        )}
      />
      {problem === null ? null : (
        <span
          id={message}
          role="alert"
          className="absolute top-full left-0 z-5 mt-0.5 w-max max-w-80 rounded-md bg-raised px-2 py-1 text-sm whitespace-normal text-red shadow-2"
        >
          {problem}
        </span>
      )}
    </span>
  )
}
