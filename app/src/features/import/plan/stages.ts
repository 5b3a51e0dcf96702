/** Names of stages in the file to stages of the board. */
import { fault } from '@mutirao/documents'
import { fold } from '../../../parse/fold.ts'

export type StageKind = 'open' | 'won' | 'lost'

export interface KnownStage {
  readonly id: string
  readonly name: string
  readonly kind: StageKind
}

/** What happens to the cards of one stage name: into a stage of the board, or into a new one made first. */
export type StageChoice =
  | { readonly kind: 'existing'; readonly stageId: string }
  | { readonly kind: 'create'; readonly stageKind: StageKind }

/** Words that name one and the same step of a pipeline in either language. */
const sameStep: readonly (readonly string[])[] = [
  ['prospeccao', 'prospecting', 'prospect', 'prospects', 'lead', 'leads', 'novo', 'new'],
  ['qualificacao', 'qualification', 'qualified', 'qualifying', 'qualificado', 'qualificada'],
  ['proposta', 'proposal', 'propostas', 'proposal sent', 'proposta enviada', 'quote', 'cotacao'],
  ['negociacao', 'negotiation', 'negotiating', 'em negociacao', 'negotiation review'],
]
const kindWords: Record<Exclude<StageKind, 'open'>, readonly string[]> = {
  won: [
    'won',
    'closed won',
    'ganha',
    'ganhas',
    'ganho',
    'ganhos',
    'fechada ganha',
    'fechado ganho',
    'vendido',
    'vendida',
  ],
  lost: ['lost', 'closed lost', 'perdida', 'perdidas', 'perdido', 'perdidos', 'fechada perdida', 'fechado perdido'],
}

function stageKindOf(name: string): StageKind {
  const folded = fold(name)
  if (kindWords.won.includes(folded)) return 'won'
  return kindWords.lost.includes(folded) ? 'lost' : 'open'
}

/** By name without case and accents; then the same step in the other language; then the only won or lost stage. Else: create it. */
export function matchStage(name: string, stages: readonly KnownStage[]): StageChoice {
  const folded = fold(name)
  const stageKind = stageKindOf(name)
  const existing = (stage: KnownStage): StageChoice => ({ kind: 'existing', stageId: stage.id })
  const same = stages.find((stage) => (fault('IMP-8') ? stage.name === name : fold(stage.name) === folded))
  if (same) return existing(same)
  if (stageKind !== 'open') {
    const [only, ...others] = stages.filter((stage) => stage.kind === stageKind)
    return only && others.length === 0 ? existing(only) : { kind: 'create', stageKind }
  }
  const step = sameStep.find((words) => words.includes(folded))
  const translated = step && stages.find((stage) => stage.kind === 'open' && step.includes(fold(stage.name)))
  return translated ? existing(translated) : { kind: 'create', stageKind }
}
