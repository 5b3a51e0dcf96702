/** Which stage of the board each stage name of the file goes to. */
import { formatNumber, useTranslation } from '../../../i18n/index.ts'
import { Select } from '../../../ui/index.ts'
import type { OpenFile, Overrides } from '../flow-state.ts'
import type { StageChoice, StageKind } from '../plan/stages.ts'
import { MapRow, Section } from './Section.tsx'

export interface StageOption {
  readonly id: string
  readonly name: string
  readonly color: string
}
export interface StagesProps {
  readonly file: OpenFile
  readonly stages: readonly StageOption[]
  readonly onOverride: (change: Partial<Overrides>) => void
}

const createPrefix = 'create:'
const kinds: readonly StageKind[] = ['open', 'won', 'lost']
const encode = (choice: StageChoice): string =>
  choice.kind === 'existing' ? choice.stageId : createPrefix + choice.stageKind
function decode(value: string): StageChoice {
  const kind = kinds.find((candidate) => createPrefix + candidate === value)
  return kind === undefined ? { kind: 'existing', stageId: value } : { kind: 'create', stageKind: kind }
}

export function Stages({ file, stages, onOverride }: StagesProps) {
  const { t } = useTranslation('importing')
  const existing = stages.map((stage) => ({
    value: stage.id,
    label: stage.name,
    icon: <StageDot color={stage.color} />,
  }))
  const rowsWithStage = file.description.stages.reduce((sum, entry) => sum + entry.count, 0)
  const create = (name: string) => [
    { value: `${createPrefix}open`, label: t('stages.create', { name }) },
    { value: `${createPrefix}won`, label: t('stages.createWon', { name }) },
    { value: `${createPrefix}lost`, label: t('stages.createLost', { name }) },
  ]
  return (
    <Section title={t('stages.title')}>
      <ul className="grid gap-1.5">
        {file.description.stages.map((entry) => (
          <MapRow
            key={entry.key}
            from={<Counted text={entry.text} count={entry.count} />}
            control={
              <Select
                label={t('stages.becomes', { text: entry.text })}
                value={encode(file.choices.stages[entry.key] ?? entry.choice)}
                options={[...existing, ...create(entry.text)]}
                onChange={(value) => onOverride({ stages: { [entry.key]: decode(value) } })}
              />
            }
          />
        ))}
        {rowsWithStage < file.summary.rowCount ? (
          <MapRow
            from={<Counted text={t('stages.none')} count={file.summary.rowCount - rowsWithStage} />}
            control={
              <Select
                label={t('stages.none')}
                value={file.choices.defaultStageId}
                options={existing}
                onChange={(value) => onOverride({ defaultStageId: value })}
              />
            }
          />
        ) : null}
      </ul>
    </Section>
  )
}

export function StageDot({ color }: { readonly color: string }) {
  return <span aria-hidden className="size-2 shrink-0 rounded-[3px]" style={{ backgroundColor: color }} />
}

export function Counted({ text, count }: { readonly text: string; readonly count: number }) {
  return (
    <>
      {text} <span className="text-soft">{formatNumber(count)}</span>
    </>
  )
}
