import { clsx } from 'clsx'
import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { toast } from '../../../ui/index.ts'

export interface CellInputProps {
  readonly label: string
  readonly start: string
  readonly isNumeric: boolean
  /** @returns why the text cannot be what the cell holds; null: it was written */
  readonly onCommit: (text: string) => string | null
  /** Leaves the cell, by so many rows or columns. */
  readonly onEnd: (rows: number, columns: number) => void
}

/** Enter keeps and goes down, Tab goes on, Esc gives up, leaving keeps. */
export function CellInput({ label, start, isNumeric, onCommit, onEnd }: CellInputProps) {
  const { t } = useTranslation('purchase')
  const [text, setText] = useState(start)
  const [problem, setProblem] = useState<string | null>(null)
  const isDone = useRef(false)
  const input = useRef<HTMLInputElement>(null)
  const message = useId()
  useLayoutEffect(() => {
    const element = input.current
    element?.focus({ preventScroll: true })
    element?.setSelectionRange(element.value.length, element.value.length)
  }, [])
  const end = (rows: number, columns: number) => {
    isDone.current = true
    onEnd(rows, columns)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') end(0, 0)
    else if (event.key === 'Enter' || event.key === 'Tab') {
      const found = onCommit(text)
      setProblem(found)
      if (found === null) {
        const back = event.shiftKey ? -1 : 1
        end(event.key === 'Enter' ? back : 0, event.key === 'Tab' ? back : 0)
      }
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  const onBlur = () => {
    if (isDone.current) return
    const found = onCommit(text)
    // Nothing typed goes without a word.
    if (found !== null) toast({ message: t('items.lost', { text: text.slice(0, 40), column: label }), tone: 'warning' })
    end(0, 0)
  }
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
        onChange={(event) => {
          setText(event.target.value)
          setProblem(null)
        }}
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
          {t('items.wrong', { text: text.trim().slice(0, 40), column: label })}
        </span>
      )}
    </span>
  )
}
