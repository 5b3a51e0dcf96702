/** One line of text that is written to a field of the card. */
import { fault } from '@mutirao/documents/faults'
import { clsx } from 'clsx'
import {
  useLayoutEffect,
  useRef,
  type HTMLInputAutoCompleteAttribute,
  type HTMLInputTypeAttribute,
  type ReactNode,
  type RefObject,
} from 'react'
import type { Parsed } from './draft.ts'
import type { FieldProblem } from '../../parse/typed.ts'
import { useDetail } from '../detail/context.ts'
import { inlineControl } from './inline.ts'
import { useFieldMessage } from './Message.tsx'
import { Row, type ControlProps } from './Row.tsx'
import { useDraft } from './use-draft.ts'
import { inOneLine, rowsFor, wrapping } from './wrapping.ts'

export interface TextFieldProps<Value> {
  readonly field: string
  readonly label: string
  /** The stored value as it is edited. */
  readonly stored: string
  /** The stored value as it is read; default: the same. */
  readonly display?: string
  readonly placeholder: string
  readonly parse: (text: string) => Parsed<Value, FieldProblem>
  readonly onWrite: (value: Value | null) => void
  readonly type?: HTMLInputTypeAttribute
  readonly inputMode?: 'text' | 'decimal' | 'email' | 'tel'
  readonly autoComplete?: HTMLInputAutoCompleteAttribute
  /** Suggestions' `<datalist>`. */
  readonly list?: string
  readonly onEnter?: () => void
  /** Shown at the right end of the control. */
  readonly after?: ReactNode
  /** Wraps when it is long; cannot suggest. */
  readonly wraps?: boolean
  readonly inputRef?: RefObject<HTMLInputElement | HTMLTextAreaElement | null>
  readonly className?: string
}

export function TextField<Value>(props: TextFieldProps<Value>) {
  const { field, label, stored, display = stored, placeholder, parse, onWrite, after, className } = props
  const { readOnly } = useDetail()
  const draft = useDraft({ stored, parse, onWrite })
  const { message, wrong } = useFieldMessage(draft, display)
  const own = useRef<HTMLInputElement | HTMLTextAreaElement>(null)
  const input = props.inputRef ?? own
  const changesOnFocus = display !== stored
  useLayoutEffect(() => {
    // The text under the cursor has just changed its form: typing now replaces it, as after Tab in any other field.
    if (draft.focused && changesOnFocus) input.current?.select()
  }, [draft.focused, changesOnFocus, input])
  const shown = draft.focused ? draft.text : display
  const look = clsx(inlineControl, after !== undefined && after !== null && 'pr-8 touch:pr-11', className)
  const textControl = (control: ControlProps) => ({
    ...control,
    ...draft.bind,
    name: field,
    inputMode: props.inputMode,
    autoComplete: props.autoComplete ?? 'off',
    value: shown,
    placeholder: readOnly ? '—' : placeholder,
    readOnly,
    onFocus() {
      draft.bind.onFocus()
      props.onEnter?.()
    },
  })
  return (
    <Row field={field} label={label} message={message} wrong={wrong}>
      {(control) => (
        <span className="flex items-center">
          {props.wraps === true && !fault('CRD-38') ? (
            <textarea
              {...textControl(control)}
              ref={(element) => void (input.current = element)}
              rows={rowsFor(shown)}
              onChange={(event) => {
                event.target.value = inOneLine(event.target.value)
                draft.bind.onChange(event)
              }}
              className={clsx(look, wrapping, 'touch:py-[11px]')}
            />
          ) : (
            <input
              {...textControl(control)}
              ref={(element) => void (input.current = element)}
              type={props.type ?? 'text'}
              list={props.list}
              className={look}
            />
          )}
          {after === undefined || after === null ? null : (
            <span className="-ml-8 flex w-8 shrink-0 justify-center touch:-ml-11 touch:w-11">{after}</span>
          )}
        </span>
      )}
    </Row>
  )
}
