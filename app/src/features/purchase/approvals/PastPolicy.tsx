/** A version of the policy that is not in force any more: what it said, who published it, and the way back. */
import { useTranslation, formatMoment } from '../../../i18n/index.ts'
import { Button, Select } from '../../../ui/index.ts'
import { useNameOf } from '../parts.tsx'
import { Editors, PolicyRules } from './PolicyRules.tsx'
import type { PolicyVersion, PolicyVersions } from './policy-versions.ts'

interface VersionSelectProps {
  readonly known: PolicyVersions
  readonly shown: number
  readonly onShow: (version: number | null) => void
}

/** Nothing to choose between: nothing is shown. */
export function VersionSelect({ known: { versions, isAway }, shown, onShow }: VersionSelectProps) {
  const { t } = useTranslation('purchase')
  const nameOf = useNameOf()
  if (isAway && shown > 1) return <span className="text-sm text-soft">{t('policy.versionsAway')}</span>
  if (versions.length < 2) return null
  const newest = versions[0]?.version
  return (
    <Select
      label={t('policy.versions')}
      value={String(shown)}
      onChange={(next) => onShow(Number(next))}
      options={versions.map(({ version, by, atMs }) => ({
        value: String(version),
        label:
          version === newest
            ? t('policy.inForce', { version })
            : t('policy.versionOf', { version, name: nameOf(by), date: formatMoment(atMs) }),
      }))}
      className="w-auto! min-w-40"
    />
  )
}

interface PastPolicyProps {
  readonly known: PolicyVersions
  readonly past: PolicyVersion
  readonly onShow: (version: number | null) => void
  /** Takes its rules over into a draft; null: this person may not. */
  readonly onUse: (() => void) | null
}

const nothing = () => undefined

export function PastPolicy({ known, past, onShow, onUse }: PastPolicyProps) {
  const { t } = useTranslation('purchase')
  const { version, rules, editors } = past
  return (
    <div className="min-h-0 flex-1 overflow-y-auto" data-policy={version}>
      <div className="mx-auto grid max-w-[860px] gap-4 px-4 py-4 pb-24">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md bg-amber-weak px-3 py-2">
          <p className="min-w-0 flex-1 text-amber">{t('policy.past')}</p>
          <VersionSelect known={known} shown={version} onShow={onShow} />
          <Button onClick={() => onShow(null)}>{t('policy.backToNow')}</Button>
          {onUse ? <Button onClick={onUse}>{t('policy.useAsDraft')}</Button> : null}
        </div>
        <PolicyRules
          rules={rules}
          mayChange={false}
          onAdd={nothing}
          onChange={nothing}
          onRemove={nothing}
          onSwap={nothing}
        />
        <Editors value={editors} mayChange={false} onChange={nothing} />
      </div>
    </div>
  )
}
