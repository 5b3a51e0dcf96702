import { clsx } from 'clsx'
import type { CardSnapshot } from '@mutirao/documents'
import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { useTable } from '../context.ts'
import { isNumeric, type Column } from '../model/columns.ts'
import type { CellProblem } from '../model/typed.ts'
import { plain, valueOf } from '../model/values.ts'

export interface EditorProps {
  readonly card: CardSnapshot
  readonly column: Column
  /** What was typed to begin; null: goes on with what stands there. */
  readonly seed: string | null
}

/** Enter keeps and goes down, Tab goes on, Ctrl+Enter fills the selection, Esc gives up, leaving keeps. */
export function TextEditor({ card, column, seed }: EditorProps) {
  const { grid, actions, around, store } = useTable()
  const { t } = useTranslation('table')
  const [first] = useState(() => plain(column, valueOf(column, card, store), around))
  const [text, setText] = useState(seed ?? first)
  const [problem, setProblem] = useState<CellProblem | null>(null)
  const isDone = useRef(false)
  const input = useRef<HTMLInputElement>(null)
  const message = useId()
  useLayoutEffect(() => {
    const element = input.current
    element?.focus({ preventScroll: true })
    element?.setSelectionRange(element.value.length, element.value.length)
  }, [])

  /** False when the text cannot be what the column holds. */
  const commit = (): boolean => {
    if (isDone.current || text === first) return true
    const found = actions.commit(card.id, column, text)
    setProblem(found)
    if (found === null) isDone.current = true
    return found === null
  }
  const end = () => {
    isDone.current = true
    grid.endEdit()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    const { key, shiftKey } = event
    if (key === 'Escape') end()
    else if (key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      end()
      actions.fill(text)
    } else if (key === 'Enter' || key === 'Tab') {
      if (commit()) {
        end()
        if (key === 'Enter') grid.move(shiftKey ? -1 : 1, 0)
        else grid.tab(shiftKey ? -1 : 1)
      }
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  const onBlur = () => {
    if (isDone.current) return
    const found = text === first ? null : actions.commit(card.id, column, text)
    // Nothing typed goes without a word.
    if (found !== null) actions.tellLost(card.id, column, text, found)
    end()
  }
  return (
    <span data-editor className="absolute inset-0 z-5">
      <input
        ref={input}
        name="cell"
        aria-label={column.label}
        aria-invalid={problem !== null || undefined}
        aria-describedby={problem === null ? undefined : message}
        autoComplete="off"
        inputMode={isNumeric(column.kind) ? 'decimal' : undefined}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setProblem(null)
        }}
        onKeyDown={onKeyDown}
        onBlur={onBlur}
        className={clsx(
          'size-full bg-raised px-2 shadow-[inset_0_0_0_2px_var(--brand)] outline-none aria-invalid:shadow-[inset_0_0_0_2px_var(--red)]',
          isNumeric(column.kind) && 'text-right tabular-nums',
        )}
      />
      {problem === null ? null : (
        <span
          id={message}
          role="alert"
          className="absolute top-full left-0 z-5 mt-0.5 w-max max-w-80 rounded-md bg-raised px-2 py-1 text-sm whitespace-normal text-red shadow-2"
        >
          {t(`wrong.${problem}`, { text: text.trim().slice(0, 40), column: column.label })}
        </span>
      )}
    </span>
  )
}
