/** A box in which `@` offers the members: what is typed, who was chosen, and what the keys do. */
import type { MemberSnapshot } from '@mutirao/documents'
import { useId, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { usePeople } from '../../engine/index.ts'
import { askedAt, choose, pickOf, suggested, toBox, toStored, type Asked, type Pick } from './mentions.ts'
import { mentionOptionId } from './MentionList.tsx'

export interface MentionBox {
  /** As shown in the box. */
  readonly text: string
  /** As stored. */
  readonly stored: string
  readonly listId: string
  /** Empty while nobody is offered. */
  readonly people: readonly MemberSnapshot[]
  readonly active: number
  readonly write: (text: string) => void
  readonly pick: (person: MemberSnapshot) => void
  /** @returns true when the key was for the list */
  readonly onKey: (event: KeyboardEvent) => boolean
  /** For the box: the cursor moved. */
  readonly onSelect: () => void
  readonly combobox: Readonly<Record<string, string | boolean | undefined>>
}

const nobody: readonly MemberSnapshot[] = []

export function useMentions(
  start: string,
  box: RefObject<HTMLTextAreaElement | null>,
  onStored: ((stored: string) => void) | undefined,
): MentionBox {
  const listId = useId()
  const { members } = usePeople()
  const first = useMemo(() => toBox(start), [start])
  const [text, setText] = useState(first.text)
  const [picks, setPicks] = useState<readonly Pick[]>(first.picks)
  const [asked, setAsked] = useState<Asked | null>(null)
  const [active, setActive] = useState(0)
  const people = useMemo(() => (asked ? suggested(members.values(), asked.query) : nobody), [asked, members])
  const caret = useRef<number | null>(null)
  useLayoutEffect(() => {
    if (caret.current === null) return
    box.current?.setSelectionRange(caret.current, caret.current)
    caret.current = null
  }, [text, box])

  const put = (next: string, chosen: readonly Pick[]) => {
    setText(next)
    onStored?.(toStored(next, chosen))
  }
  const look = (value: string) => {
    const at = askedAt(value, box.current?.selectionStart ?? value.length)
    setAsked(at)
    if (at?.query !== asked?.query) setActive(0)
  }
  const pick = (person: MemberSnapshot) => {
    if (!asked) return
    const chosen = pickOf(person.name, person.id, picks)
    const all = picks.includes(chosen) ? picks : [...picks, chosen]
    const next = choose(text, box.current?.selectionStart ?? text.length, asked, chosen)
    caret.current = next.caret
    setPicks(all)
    setAsked(null)
    put(next.text, all)
  }
  const onKey = (event: KeyboardEvent): boolean => {
    if (people.length === 0 || event.nativeEvent.isComposing) return false
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const person = people[active]
    if (step !== 0) setActive((active + step + people.length) % people.length)
    else if ((event.key === 'Enter' || event.key === 'Tab') && person && !event.ctrlKey && !event.metaKey) pick(person)
    else if (event.key === 'Escape') setAsked(null)
    else return false
    event.preventDefault()
    return true
  }
  const open = people.length > 0
  const current = people[active]
  return {
    text,
    stored: toStored(text, picks),
    listId,
    people,
    active,
    pick,
    onKey,
    write(next) {
      put(next, picks)
      look(next)
    },
    onSelect: () => look(text),
    combobox: {
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-expanded': open,
      'aria-haspopup': 'listbox',
      'aria-controls': open ? listId : undefined,
      'aria-activedescendant': open && current ? mentionOptionId(listId, current.id) : undefined,
    },
  }
}
