import { Archive, ArrowLeft, ArrowRight, Check } from 'lucide-react'
import { clsx } from 'clsx'
import { fault, NO_STAGE, type StageKind, type StageSnapshot } from '@mutirao/documents'
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useStoreKey } from '../../engine/index.ts'
import { useTranslation, words } from '../../i18n/index.ts'
import { announce, Button, Field, IconButton, Input, Segmented } from '../../ui/index.ts'
import { useBoardContext } from './context.ts'
import { stageColors } from './stage-colors.ts'
import { besideNeighbours, parseLimit, parseProbability, type Typed } from './stage-form.ts'

/** Everything about a stage in one small panel; each change is written when its field is left, and can be undone. */
export default function StageEditor({ stage, onDone }: { readonly stage: StageSnapshot; readonly onDone: () => void }) {
  const { t } = useTranslation('stage')
  const { edits } = useBoardContext()
  return (
    <div className="grid w-72 gap-3 p-3">
      <Draft
        label={t('name')}
        value={stage.name}
        onCommit={(text) => {
          if (text.trim() === '') return t('nameEmpty')
          edits.setStageField(stage.id, 'name', text)
          return null
        }}
      />
      <Colors stage={stage} />
      <div className="grid gap-1">
        <span className="font-medium">{t('kind')}</span>
        <Segmented
          label={t('kind')}
          value={stage.kind}
          onChange={(kind) => edits.setStageField(stage.id, 'kind', kind as StageKind)}
          options={[
            { value: 'open', label: t('open') },
            { value: 'won', label: t('won') },
            { value: 'lost', label: t('lost') },
          ]}
        />
      </div>
      <div className="grid grid-cols-2 gap-3">
        <Draft
          label={t('probability')}
          value={String(stage.probability)}
          suffix="%"
          onCommit={typed(parseProbability, t('probabilityWrong'), (value) =>
            edits.setStageField(stage.id, 'probability', value ?? 0),
          )}
        />
        <Draft
          label={t('limit')}
          value={stage.wipLimit === null ? '' : String(stage.wipLimit)}
          placeholder={t('noLimit')}
          onCommit={typed(parseLimit, t('limitWrong'), (value) => edits.setStageField(stage.id, 'wipLimit', value))}
        />
      </div>
      <Places stage={stage} onDone={onDone} />
    </div>
  )
}

function typed(parse: (text: string) => Typed, wrong: string, write: (value: number | null) => void) {
  return (text: string): string | null => {
    const result = parse(text)
    if (result.kind === 'wrong') return fault('STG-1') ? null : wrong
    write(result.value)
    return null
  }
}

interface DraftProps {
  readonly label: string
  readonly value: string
  readonly placeholder?: string
  readonly suffix?: ReactNode
  /** Writes what was typed; answers what is wrong with it, or null. */
  readonly onCommit: (text: string) => string | null
}

/** A field that is written on Enter or when it is left; Esc puts back what stood there. A colleague's change shows at once. */
function Draft({ label, value, placeholder, suffix, onCommit }: DraftProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)
  const commit = () => {
    if (draft === null || draft === value) return setDraft(null)
    const problem = onCommit(draft)
    setError(problem)
    if (problem === null) setDraft(null)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) commit()
    if (event.key !== 'Escape' || draft === null || draft === value) return
    // The first Esc takes the typing back, the next closes the panel.
    event.preventDefault()
    event.stopPropagation()
    setDraft(null)
    setError(null)
  }
  return (
    <Field label={label} error={error}>
      {(control) => (
        <span className="relative">
          <Input
            {...control}
            value={draft ?? value}
            placeholder={placeholder}
            onChange={(event) => {
              setDraft(event.target.value)
              setError(null)
            }}
            onBlur={commit}
            onKeyDown={onKeyDown}
          />
          {suffix === undefined ? null : (
            <span aria-hidden className="absolute inset-y-0 right-2 grid place-items-center text-soft">
              {suffix}
            </span>
          )}
        </span>
      )}
    </Field>
  )
}

function Colors({ stage }: { readonly stage: StageSnapshot }) {
  const { t } = useTranslation('stage')
  const { edits } = useBoardContext()
  const name = useId()
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1 font-medium">{t('color')}</legend>
      <div className="flex flex-wrap gap-1.5">
        {stageColors.map((color) => (
          <label
            key={color.id}
            title={t(`colors.${color.id}`)}
            className="relative grid size-6 cursor-pointer place-items-center rounded-md has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand touch:size-9"
            style={{ background: color.css }}
          >
            <input
              type="radio"
              name={name}
              className="sr-only"
              aria-label={t(`colors.${color.id}`)}
              checked={stage.color === color.css}
              onChange={() => edits.setStageField(stage.id, 'color', color.css)}
            />
            <Check aria-hidden className={clsx('size-3.5 text-[#fff]', stage.color !== color.css && 'hidden')} />
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function Places({ stage, onDone }: { readonly stage: StageSnapshot; readonly onDone: () => void }) {
  const { t } = useTranslation('stage')
  const { store, edits } = useBoardContext()
  const stages = useStoreKey(store, 'stages', (board) => board.stages()).filter((one) => one.id !== NO_STAGE)
  const step = (direction: 'left' | 'right') => {
    const place = besideNeighbours(stages, stage.id, direction)
    if (!place || !edits.moveStage(stage.id, place)) return
    const position = store
      .stages()
      .filter((one) => one.id !== NO_STAGE)
      .findIndex((one) => one.id === stage.id)
    announce(words.t('stage:say.moved', { name: stage.name, position: position + 1, count: stages.length }))
  }
  const at = stages.findIndex((one) => one.id === stage.id)
  return (
    <div className="-mx-3 -mb-3 flex items-center gap-1 border-t border-line px-2 py-2">
      <IconButton label={t('moveLeft')} disabled={at <= 0} onClick={() => step('left')}>
        <ArrowLeft />
      </IconButton>
      <IconButton label={t('moveRight')} disabled={at === stages.length - 1} onClick={() => step('right')}>
        <ArrowRight />
      </IconButton>
      <span className="flex-1" />
      <Button
        size="sm"
        variant="plain"
        icon={<Archive />}
        // A board without any stage could not take a card.
        disabled={stages.length < 2}
        onClick={() => {
          onDone()
          edits.archiveStage(stage.id)
        }}
      >
        {t('archive')}
      </Button>
    </div>
  )
}
