import { ChoiceEditor, type EditorProps } from './choice-editor.tsx'
import { ContainsEditor, DateEditor, RangeEditor } from './span-editors.tsx'

/** What a filter asks, as its kind is asked: a choice, a span, a text. */
export function ConditionEditor(props: EditorProps) {
  switch (props.finding.kind(props.field)) {
    case 'date':
      return <DateEditor {...props} />
    case 'money':
    case 'number':
      return <RangeEditor {...props} />
    case 'text':
      return (
        <div className="grid gap-3">
          <ContainsEditor {...props} />
          {props.finding.isListed(props.field) ? <ChoiceEditor {...props} /> : null}
        </div>
      )
    case 'person':
    case 'stage':
    case 'labels':
    case 'choice':
      return <ChoiceEditor {...props} />
  }
}
