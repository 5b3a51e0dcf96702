/** The members offered while a name is typed after `@`. The focus stays in the box; arrows walk here. */
import type { MemberSnapshot } from '@mutirao/documents'
import { clsx } from 'clsx'
import type { PointerEvent } from 'react'
import { useTranslation } from '../../i18n/index.ts'
import { Avatar } from '../../ui/index.ts'

export interface MentionListProps {
  readonly id: string
  readonly people: readonly MemberSnapshot[]
  readonly active: number
  readonly onChoose: (person: MemberSnapshot) => void
}

export const mentionOptionId = (listId: string, personId: string): string => `${listId}-${personId}`

export function MentionList({ id, people, active, onChoose }: MentionListProps) {
  const { t } = useTranslation('card')
  // The roles of ARIA's combobox: a native list can neither stay beside a text box nor hold pictures.
  const list = { role: 'listbox', 'aria-label': t('comments.people') }
  const option = (person: MemberSnapshot, i: number) => ({
    role: 'option',
    'aria-selected': i === active,
    // The box keeps the focus.
    onPointerDown: (event: PointerEvent) => event.preventDefault(),
    onClick: () => onChoose(person),
  })
  return (
    <div
      {...list}
      id={id}
      className="motion-pop absolute inset-x-0 bottom-full z-20 mb-1 max-h-64 overflow-y-auto rounded-lg bg-raised p-1 shadow-2"
    >
      {people.map((person, i) => (
        <div
          key={person.id}
          {...option(person, i)}
          id={mentionOptionId(id, person.id)}
          className={clsx(
            'flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 touch:min-h-11',
            i === active ? 'bg-hover' : 'hover:bg-hover',
          )}
        >
          <Avatar id={person.id} name={person.name} size="sm" decorative />
          <span className="truncate">{person.name}</span>
        </div>
      ))}
    </div>
  )
}
