import type { PolicyRule } from '@mutirao/documents'
import { ArrowUp, Check, Pencil, Trash2, UsersRound } from 'lucide-react'
import { useState } from 'react'
import { formatList, formatMoney, useLocale, useTranslation } from '../../../i18n/index.ts'
import { Avatar, Button, IconButton } from '../../../ui/index.ts'
import { useNameOf } from '../parts.tsx'
import { RuleFields } from './RuleFields.tsx'

interface RuleCardProps {
  readonly rule: PolicyRule
  readonly mayChange: boolean
  /** A rule above it is taken for whatever it fits. */
  readonly isNeverUsed: boolean
  readonly onChange: (rule: PolicyRule) => void
  /** Before the one above it; null: it is the first of its level. */
  readonly onRaise: (() => void) | null
  readonly onRemove: () => void
}

/** One rule of the policy: a sentence to be read, and the fields behind it for those who may change it. */
export function RuleCard({ rule, mayChange, isNeverUsed, onChange, onRaise, onRemove }: RuleCardProps) {
  const { t } = useTranslation('purchase')
  const nameOf = useNameOf()
  const isWhole = rule.people.length > 0 || rule.group !== ''
  // A new one opens with its fields; one that names nobody keeps them open.
  const [wantsFields, setWantsFields] = useState(!isWhole)
  const isOpen = mayChange && (wantsFields || !isWhole)
  const names = [...rule.people.map(nameOf), ...(rule.group === '' ? [] : [t('policy.group', { group: rule.group })])]
  const said = names.length === 0 ? t('policy.nobodyYet') : formatList(names)
  return (
    <fieldset className="grid gap-3 rounded-lg bg-surface p-3 shadow-1" data-rule={rule.id}>
      <legend className="sr-only">{said}</legend>
      {isNeverUsed ? (
        <p className="rounded-md bg-amber-weak px-3 py-2 text-sm text-amber">{t('policy.neverUsed')}</p>
      ) : null}
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium">
            {rule.people.map((id) => (
              <span key={id} className="inline-flex min-w-0 items-center gap-1.5">
                <Avatar id={id} name={nameOf(id)} decorative />
                <span className="truncate">{nameOf(id)}</span>
              </span>
            ))}
            {rule.group === '' ? null : (
              <span className="inline-flex min-w-0 items-center gap-1.5">
                <UsersRound aria-hidden className="size-4 flex-none text-muted" />
                {t('policy.group', { group: rule.group })}
              </span>
            )}
            {names.length === 0 ? <span className="text-soft">{said}</span> : null}
          </p>
          <Terms rule={rule} />
        </div>
        {mayChange ? (
          <span className="flex flex-none items-center gap-1">
            {onRaise ? (
              <IconButton quiet label={t('policy.raise')} onClick={onRaise}>
                <ArrowUp />
              </IconButton>
            ) : null}
            <IconButton quiet label={t('policy.remove')} onClick={onRemove}>
              <Trash2 />
            </IconButton>
            {isOpen && !isWhole ? null : (
              <Button
                size="sm"
                icon={isOpen ? <Check /> : <Pencil />}
                aria-expanded={isOpen}
                onClick={() => setWantsFields(!isOpen)}
              >
                {isOpen ? t('policy.changed') : t('policy.change')}
              </Button>
            )}
          </span>
        ) : null}
      </div>
      {isOpen ? <RuleFields rule={rule} onChange={onChange} /> : null}
    </fieldset>
  )
}

/** When the rule is asked for, and what it takes. */
function Terms({ rule }: { readonly rule: PolicyRule }) {
  const { t } = useTranslation('purchase')
  const locale = useLocale()
  const nameOf = useNameOf()
  const several = rule.people.length > 1 || rule.group !== ''
  const terms = [
    rule.fromCents === 0 ? t('policy.any') : t('policy.from', { amount: formatMoney(rule.fromCents, { locale }) }),
    ...rule.costCentres,
    ...rule.categories,
    ...(several ? [t(`policy.takes.${rule.mode}`)] : []),
    ...(rule.escalateAfterHours === null
      ? []
      : [
          t('policy.escalates', {
            hours: rule.escalateAfterHours,
            names: formatList(rule.escalateTo.map(nameOf)),
          }),
        ]),
  ]
  return <p className="mt-0.5 text-sm text-muted">{terms.join(' · ')}</p>
}
