import { useTranslation } from '../../i18n/index.ts'

export interface FlagProps {
  /** Somebody at least; the first is named. */
  readonly people: readonly { readonly id: string; readonly name: string }[]
}

/** The name of the colleague who is here, in the colour `--who` of what it stands on. */
export function Flag({ people }: FlagProps) {
  const { t } = useTranslation('card')
  const [first] = people
  if (first === undefined) return null
  return (
    <span
      title={people.map((person) => person.name).join(', ')}
      className="pointer-events-none absolute -top-2 right-2 z-1 max-w-40 truncate rounded-sm bg-(--who) px-1.5 text-2xs font-semibold text-[#fff]"
    >
      <span className="sr-only">{t('editing', { name: first.name })}</span>
      <span aria-hidden>
        {first.name.split(' ')[0]}
        {people.length > 1 ? ` +${people.length - 1}` : ''}
      </span>
    </span>
  )
}
