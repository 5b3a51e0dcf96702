import type { Condition, FilterField } from '@mutirao/documents'
import type { VisibleBoard } from '../../../view/index.ts'
import { ChoiceEditor } from './choice-editor.tsx'
import { kindOf } from './options.ts'
import { ContainsEditor, DateEditor, RangeEditor } from './span-editors.tsx'

const listed: ReadonlySet<string> = new Set(['account', 'source'])

interface ConditionEditorProps {
  readonly board: VisibleBoard
  readonly field: FilterField
  readonly condition: Condition | null
  readonly onChange: (condition: Condition | null) => void
}

/** What a filter asks, as its kind is asked: a choice, a span, a text. */
export function ConditionEditor(props: ConditionEditorProps) {
  switch (kindOf(props.board.base, props.field)) {
    case 'date':
      return <DateEditor {...props} />
    case 'money':
    case 'number':
      return <RangeEditor {...props} />
    case 'text':
      return (
        <div className="grid gap-3">
          <ContainsEditor {...props} />
          {listed.has(props.field) ? <ChoiceEditor {...props} /> : null}
        </div>
      )
    case 'person':
    case 'stage':
    case 'labels':
    case 'choice':
      return <ChoiceEditor {...props} />
  }
}
