/** Who carries the card on: one of the members, or nobody. Somebody who left stays readable. */
import { UserRound } from 'lucide-react'
import { usePeople } from '../../../engine/index.ts'
import { useTranslation } from '../../../i18n/index.ts'
import { Avatar, Select, type SelectOption } from '../../../ui/index.ts'
import { useCardContext } from '../context.ts'
import { Row } from './Row.tsx'

export function OwnerField() {
  const { t } = useTranslation('card')
  const { t: common } = useTranslation('common')
  const { card, edits, readOnly } = useCardContext()
  const { members } = usePeople()
  const owner = card.ownerId
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
    <Row field="owner" label={t('field.owner')}>
      {(control) => (
        <Select
          {...control}
          value={owner ?? ''}
          options={[nobody, ...options]}
          onChange={(value) => void edits.setField(card.id, 'owner', value === '' ? null : value)}
          disabled={readOnly}
          className="bg-transparent! shadow-none! hover:bg-hover! focus-visible:shadow-[inset_0_0_0_2px_var(--brand)]! disabled:opacity-100! touch:text-[16px]"
        />
      )}
    </Row>
  )
}
