/** Who carries the card on: one of the members, or nobody. Somebody who left stays readable. */
import { UserRound } from 'lucide-react'
import { usePeople } from '../../../engine/index.ts'
import { useTranslation } from '../../../i18n/index.ts'
import { Avatar, Select, type SelectOption } from '../../../ui/index.ts'
import { useCardContext } from '../context.ts'
import { inlineSelect } from '../../../view/fields/inline.ts'
import { Row } from '../../../view/fields/Row.tsx'

export function OwnerField() {
  const { t } = useTranslation('card')
  const { card, edits } = useCardContext()
  const write = (userId: string | null) => void edits.setField(card.id, 'owner', userId)
  return <PersonInput field="owner" label={t('field.owner')} userId={card.ownerId} onWrite={write} />
}

export interface PersonInputProps {
  readonly field: string
  readonly label: string
  readonly userId: string | null
  readonly onWrite: (userId: string | null) => void
}

export function PersonInput({ field, label, userId: owner, onWrite }: PersonInputProps) {
  const { t } = useTranslation('card')
  const { t: common } = useTranslation('common')
  const { readOnly } = useCardContext()
  const { members } = usePeople()
  const known = owner === null ? undefined : members.get(owner)
  const avatar = (id: string, name: string) => <Avatar id={id} name={name} size="sm" decorative />
  const options: SelectOption[] = [...members.values()]
    .filter((member) => member.active)
    .map((member) => ({ value: member.id, label: member.name, icon: avatar(member.id, member.name) }))
  if (owner !== null && known?.active !== true) {
    const name = known?.name ?? common('unknownPerson')
    options.unshift({ value: owner, label: known ? t('owner.gone', { name }) : name, icon: avatar(owner, name) })
  }
  const nobody = { value: '', label: t('owner.nobody'), icon: <UserRound aria-hidden className="size-5 text-faint" /> }
  return (
    <Row field={field} label={label}>
      {(control) => (
        <Select
          {...control}
          value={owner ?? ''}
          options={[nobody, ...options]}
          onChange={(value) => onWrite(value === '' ? null : value)}
          disabled={readOnly}
          className={inlineSelect}
        />
      )}
    </Row>
  )
}
