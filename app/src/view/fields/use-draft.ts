/** A field's draft in React: typed text, commit on Enter and on leaving, Esc restores, nothing typed is lost on closing. */
import { useEffect, useRef, useState, type ChangeEvent, type KeyboardEvent } from 'react'
import { commit, enter, isTouched, overtaken, shown, type, type Draft, type Parsed } from './draft.ts'

type Control = HTMLInputElement | HTMLTextAreaElement

export interface DraftOptions<Value, Problem extends string> {
  /** The stored value as it is edited. */
  readonly stored: string
  readonly parse: (text: string) => Parsed<Value, Problem>
  readonly onWrite: (value: Value | null) => void
}

export interface Refusal<Problem extends string> {
  readonly problem: Problem
  readonly text: string
}

export interface DraftField<Problem extends string> {
  /** What the control shows while it has the focus. */
  readonly text: string
  readonly focused: boolean
  readonly refusal: Refusal<Problem> | null
  /** Somebody else changed the stored value while this person typed. */
  readonly overtaken: boolean
  /** Gives up what is typed for what is stored. */
  readonly restore: () => void
  readonly bind: {
    readonly onFocus: () => void
    readonly onBlur: () => void
    readonly onChange: (event: ChangeEvent<Control>) => void
    readonly onKeyDown: (event: KeyboardEvent<Control>) => void
  }
}

export function useDraft<Value, Problem extends string>(options: DraftOptions<Value, Problem>): DraftField<Problem> {
  const { stored, parse, onWrite } = options
  const [draft, setDraft] = useState<Draft | null>(null)
  const [focused, setFocused] = useState(false)
  const [refusal, setRefusal] = useState<Refusal<Problem> | null>(null)

  /** @returns false when the text was refused */
  const tryCommit = (): boolean => {
    const result = commit(draft, parse)
    if (result.kind === 'refuse') setRefusal({ problem: result.problem, text: result.text })
    if (result.kind === 'write') onWrite(result.value)
    return result.kind !== 'refuse'
  }
  useCommitOnClose(draft, parse, onWrite)

  return {
    text: shown(draft, stored),
    focused,
    refusal,
    overtaken: overtaken(draft, stored),
    restore() {
      setDraft(null)
      setRefusal(null)
    },
    bind: {
      onFocus: () => setFocused(true),
      onBlur() {
        tryCommit()
        setDraft(null)
        setFocused(false)
      },
      onChange(event) {
        setRefusal(null)
        setDraft(type(draft ?? enter(stored), event.target.value))
      },
      onKeyDown(event) {
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter' && !event.shiftKey) {
          event.preventDefault()
          if (tryCommit()) setDraft(null)
        }
        if (event.key === 'Escape' && draft !== null && isTouched(draft)) {
          // One layer: what was typed. The next Esc closes the card.
          event.preventDefault()
          setDraft(null)
          setRefusal(null)
        }
      },
    },
  }
}

/** A card can go away under the cursor (Back, the next card): React then fires no blur. */
function useCommitOnClose<Value, Problem extends string>(
  draft: Draft | null,
  parse: (text: string) => Parsed<Value, Problem>,
  onWrite: (value: Value | null) => void,
): void {
  const latest = useRef({ draft, parse, onWrite })
  useEffect(() => {
    latest.current = { draft, parse, onWrite }
  })
  useEffect(
    () => () => {
      const last = latest.current
      const result = commit(last.draft, last.parse)
      if (result.kind === 'write') last.onWrite(result.value)
    },
    [],
  )
}
