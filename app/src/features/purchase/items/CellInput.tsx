import { useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { toast } from '../../../ui/index.ts'
import { CellField } from '../../../view/cells/cell-field.tsx'

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
    <CellField
      label={label}
      text={text}
      isNumeric={isNumeric}
      problem={problem === null ? null : t('items.wrong', { text: text.trim().slice(0, 40), column: label })}
      onText={(next) => {
        setText(next)
        setProblem(null)
      }}
      onKeyDown={onKeyDown}
      onBlur={onBlur}
    />
  )
}
