/** The rules of a policy, level by level: to be read, or by those who may, changed. */
import { editorsRules, isNeverUsed, levels, type EditorsRule, type Level, type PolicyRule } from '@mutirao/documents'
import { Plus } from 'lucide-react'
import { useTranslation } from '../../../i18n/index.ts'
import { IconButton, Segmented } from '../../../ui/index.ts'
import { RuleCard } from './RuleCard.tsx'

interface PolicyRulesProps {
  readonly rules: readonly PolicyRule[]
  readonly mayChange: boolean
  readonly onAdd: (level: Level) => void
  /** `index`: of all rules. */
  readonly onChange: (index: number, rule: PolicyRule) => void
  readonly onRemove: (index: number) => void
  /** The two change places. */
  readonly onSwap: (index: number, other: number) => void
}

export function PolicyRules({ rules, mayChange, onAdd, onChange, onRemove, onSwap }: PolicyRulesProps) {
  const { t } = useTranslation('purchase')
  return levels.map((level) => (
    <section key={level} aria-label={t('policy.level', { level })} className="grid gap-2">
      <h2 className="flex items-center gap-2 font-semibold">
        {t('policy.level', { level })}
        {mayChange ? (
          <IconButton size="sm" label={t('policy.add', { level })} onClick={() => onAdd(level)}>
            <Plus />
          </IconButton>
        ) : null}
      </h2>
      {rules.every((rule) => rule.level !== level) ? <p className="text-sm text-soft">{t('policy.nobody')}</p> : null}
      {rules.map((rule, index) => {
        const above = rules.findLastIndex((one, at) => at < index && one.level === level)
        return rule.level === level ? (
          <RuleCard
            key={rule.id}
            rule={rule}
            mayChange={mayChange}
            isNeverUsed={isNeverUsed(rules, rule)}
            onRaise={above === -1 ? null : () => onSwap(index, above)}
            onChange={(next) => onChange(index, next)}
            onRemove={() => onRemove(index)}
          />
        ) : null
      })}
    </section>
  ))
}

interface EditorsProps {
  readonly value: EditorsRule
  readonly mayChange: boolean
  readonly onChange: (value: EditorsRule) => void
}

/** Whether somebody who has rewritten a request may decide about it. */
export function Editors({ value, mayChange, onChange }: EditorsProps) {
  const { t } = useTranslation('purchase')
  return (
    <section className="flex flex-wrap items-center gap-x-3 gap-y-1.5 rounded-lg bg-surface p-3 shadow-1">
      <h2 className="font-semibold">{t('policy.editorsLabel')}</h2>
      {mayChange ? (
        <Segmented
          label={t('policy.editorsLabel')}
          value={value}
          onChange={(next) => onChange(next === 'refused' ? 'refused' : 'marked')}
          options={editorsRules.map((one) => ({ value: one, label: t(`policy.editors.${one}`) }))}
        />
      ) : (
        <p className="text-muted">{t(`policy.editors.${value}`)}</p>
      )}
    </section>
  )
}
