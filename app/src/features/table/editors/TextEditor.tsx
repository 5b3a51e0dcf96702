import { fault } from '@mutirao/documents'
import type { CardSnapshot } from '@mutirao/documents'
import { useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { CellField } from '../../../view/cells/cell-field.tsx'
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
    if (key === 'Escape' && !fault('TBL-10')) end()
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
    if (found !== null && !fault('TBL-11')) actions.tellLost(card.id, column, text, found)
    end()
  }
  return (
    <CellField
      label={column.label}
      text={text}
      isNumeric={isNumeric(column.kind)}
      problem={
        problem === null ? null : t(`wrong.${problem}`, { text: text.trim().slice(0, 40), column: column.label })
      }
      onText={(next) => {
        setText(next)
        setProblem(null)
      }}
      onKeyDown={onKeyDown}
      onBlur={onBlur}
    />
  )
}
