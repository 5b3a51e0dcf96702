import { defaultStages } from '../board/edit-stages.ts'
import type { NewStage } from '../board/edit-stages.ts'
import type { CardFields } from '../board/shape.ts'
import { fault } from '../faults.ts'
import { seededRandom } from '../random.ts'
import { Dice } from './dice.ts'
import {
  activities,
  businesses,
  comments,
  deals,
  firstNames,
  labels,
  lostReasons,
  notes,
  places,
  sources,
  surnames,
  tasks,
} from './words.ts'

/** What stands in an opportunity's detail document. */
export interface DemoDetails {
  /** Paragraphs. */
  readonly notes: readonly string[]
  /** Oldest first; `by` is an index into the people of the demo. */
  readonly comments: readonly { readonly by: number; readonly atMs: number; readonly text: string }[]
  readonly tasks: readonly { readonly text: string; readonly done: boolean }[]
}

export interface DemoCard {
  /** Index into `DemoBoard.stages`. */
  readonly stage: number
  readonly title: string
  /** Index into the people of the demo, whichever they are: taken modulo their number. */
  readonly owner: number
  readonly fields: Partial<Omit<CardFields, 'title' | 'owner'>>
  readonly labels: readonly string[]
  readonly details: DemoDetails | null
}

export interface DemoBoard {
  readonly title: string
  readonly currency: 'BRL'
  readonly stages: readonly NewStage[]
  readonly cards: readonly DemoCard[]
}

const dayMs = 24 * 60 * 60 * 1000
const isoDate = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** Cards per stage, and when they close: days from today, earliest and latest. */
const plan = [
  { cards: 38, closes: [14, 95] },
  { cards: 23, closes: [-6, 70] },
  { cards: 16, closes: [-3, 45] },
  { cards: 9, closes: [1, 25] },
  { cards: 12, closes: [-60, -1] },
  { cards: 7, closes: [-60, -1] },
] as const
const [lastOpenStage, lostStage] = [3, 5]

export const slug = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '')

function contactFields(dice: Dice, account: string): DemoCard['fields'] {
  const [first, last] = [dice.pick(firstNames), dice.pick(surnames)]
  return {
    contactName: `${first} ${last}`,
    // `.example` is reserved: no message of the demo can ever reach anybody.
    contactEmail: `${slug(first)}.${slug(last)}@${slug(account)}.example`,
    contactPhone: `+55 ${dice.pick(['11', '19', '31', '41', '48', '51', '62', '71', '81'])} 90000-${dice.between(1000, 9999)}`,
  }
}

function details(dice: Dice, nowMs: number): DemoDetails {
  let atMs = nowMs - dice.between(5, 20) * dayMs
  return {
    notes: dice.chance(0.8) ? dice.pick(notes) : [],
    comments: Array.from({ length: dice.between(0, 3) }, () => {
      atMs += dice.between(1, 30) * 60 * 60 * 1000
      return { by: dice.between(0, 6), atMs, text: dice.pick(comments) }
    }),
    tasks: dice.chance(0.5)
      ? tasks.slice(0, dice.between(2, tasks.length)).map((text) => ({ text, done: dice.chance(0.4) }))
      : [],
  }
}

function accounts(dice: Dice, count: number): string[] {
  const names = new Set<string>()
  while (names.size < count) names.add(`${dice.pick(businesses)} ${dice.pick(places)}`)
  return [...names]
}

function card(dice: Dice, stage: number, account: string, nowMs: number): DemoCard {
  const deal = dice.pick(deals)
  const [earliest, latest] = plan[stage]?.closes ?? [0, 30]
  const isOpen = stage <= lastOpenStage
  const hundreds = Math.round((deal.reais * dice.between(60, 150)) / 10_000)
  const fields: Record<string, string | number> = {
    account,
    value: hundreds * 100 * 100,
    source: dice.pick(sources),
    closeOn: isoDate(nowMs + dice.between(earliest, latest) * dayMs),
  }
  if (dice.chance(0.85)) Object.assign(fields, contactFields(dice, account))
  if (isOpen && dice.chance(0.6)) {
    fields['nextActivity'] = dice.pick(activities)
    fields['nextActivityOn'] = isoDate(nowMs + dice.between(-2, 12) * dayMs)
  }
  if (stage === lostStage) fields['lostReason'] = dice.pick(lostReasons)
  return {
    stage,
    title: deal.title.replace('{n}', String(dice.between(3, 40))),
    owner: dice.between(0, 6),
    fields,
    labels: dice.chance(0.35) ? [dice.pick(labels)] : [],
    details: dice.chance(0.2) ? details(dice, nowMs) : null,
  }
}

/**
 * A living sales board in Brazilian Portuguese: six stages, 105 opportunities, dates around now. The same seed and day
 * give the same board.
 */
export function demoBoard(seed: number, nowMs: number): DemoBoard {
  const dice = new Dice(seededRandom(fault('DOC-30') ? 1 : seed))
  const customers = accounts(dice, 70)
  const cards = plan.flatMap(({ cards: count }, stage) =>
    Array.from({ length: count }, () => card(dice, stage, dice.pick(customers), nowMs)),
  )
  return {
    title: `Funil Comercial ${new Date(nowMs).getUTCFullYear()}`,
    currency: 'BRL',
    stages: defaultStages,
    cards,
  }
}
