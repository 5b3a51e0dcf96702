import { fault } from '../faults.ts'
import type { CardFieldName, CardFields } from '../board/shape.ts'
import { seededRandom } from '../random.ts'
import type { DemoBoard, DemoCard } from './board.ts'
import { Dice } from './dice.ts'
import { activities, mentions } from './words.ts'

/** One thing a person of the demo did. Stages are indexes into `DemoBoard.stages`, people into the team. */
export type DemoAct =
  | {
      readonly kind: 'create'
      readonly stage: number
      readonly title: string
      readonly fields: DemoCard['fields']
      readonly labels: readonly string[]
    }
  | { readonly kind: 'move'; readonly stage: number }
  | { readonly kind: 'set'; readonly field: CardFieldName; readonly value: string | number }
  | { readonly kind: 'note'; readonly paragraphs: readonly string[] }
  /** `{quem}` in the text stands for the name of `mentioned`. */
  | { readonly kind: 'comment'; readonly text: string; readonly mentioned: number | null }
  | { readonly kind: 'task'; readonly text: string }
  | { readonly kind: 'tick'; readonly text: string }

/** Acts on the opportunity itself; the others are on its details. */
export const isBoardAct = (act: DemoAct): boolean => act.kind === 'create' || act.kind === 'move' || act.kind === 'set'

export interface DemoStep {
  readonly atMs: number
  /** Index into the people of the demo. */
  readonly by: number
  /** Index into `DemoBoard.cards`. */
  readonly card: number
  readonly act: DemoAct
}

/** How many people take turns; the indexes of the board's owners go up to here. */
export const demoTeamSize = 7
const dayMs = 86_400_000
const hourMs = 3_600_000
const minuteMs = 60_000
const monthDays = 30
/** Brazil's clock, where the demo company works. */
const utcOffsetMs = -3 * hourMs
const lastOpenStage = 3
const lostStage = 5

/**
 * The month in which the team brought this board to where it stands: every opportunity is created by its owner, walks
 * through the stages, changes its value, is talked about, won or lost. In order of time, the last steps minutes ago. The
 * same board, seed and moment give the same month; only `nowMs` moves it.
 */
export function demoMonth(board: DemoBoard, seed: number, nowMs: number): readonly DemoStep[] {
  const dice = new Dice(seededRandom(seed))
  const calendar = createCalendar(nowMs)
  const steps = board.cards.flatMap((card, index) => lifeOf(card, index, dice, calendar))
  return steps.toSorted((a, b) => a.atMs - b.atMs)
}

interface Calendar {
  /** The last one is today. */
  readonly days: number
  /** The `turn`-th thing this person does on that day. */
  moment(day: number, by: number, turn: number): number
}

/** Working days of the last month and today, whatever day that is. Everybody has a quarter of an hour of their own for it. */
function createCalendar(nowMs: number): Calendar {
  const midnight = Math.floor((nowMs + utcOffsetMs) / dayMs) * dayMs - utcOffsetMs
  const starts: number[] = []
  for (let ago = monthDays; ago > 0; ago--) {
    const start = midnight - ago * dayMs
    const weekday = new Date(start + utcOffsetMs + dayMs / 2).getUTCDay()
    if ((weekday !== 0 && weekday !== 6) || fault('DOC-60')) starts.push(start)
  }
  return {
    days: starts.length + 1,
    moment(day, by, turn) {
      const start = starts[day]
      // Today began three hours ago and ends now, so that the demo lives at any time of the day.
      const from = start === undefined ? nowMs - (demoTeamSize - by) * 25 * minuteMs : start + (9 + by) * hourMs
      return from + Math.min(turn, 40) * 30_000
    },
  }
}

/** Everything that happened to one opportunity, on days that follow each other. */
function lifeOf(card: DemoCard, index: number, dice: Dice, calendar: Calendar): DemoStep[] {
  const acts = actsOf(card, dice)
  const today = calendar.days - 1
  const room = Math.max(0, today - acts.length)
  let day = dice.between(0, Math.floor(room * 0.8))
  const steps: DemoStep[] = []
  acts.forEach(({ act, by }, turn) => {
    if (turn > 0)
      day = Math.min(today, day + dice.between(1, 1 + Math.ceil((today - day) / (acts.length - turn + 1) / 1.5)))
    // On one day everything is done by one person, in order: nobody overtakes themselves.
    const sameDay = steps.at(-1)?.by
    const who = day === today && sameDay !== undefined && isBoardAct(act) ? card.owner : by
    steps.push({ atMs: calendar.moment(day, who, turn), by: who, card: index, act })
  })
  return steps
}

interface Planned {
  readonly act: DemoAct
  readonly by: number
}

function actsOf(card: DemoCard, dice: Dice): Planned[] {
  const { owner } = card
  const mine = (act: DemoAct): Planned => ({ act, by: owner })
  const path = pathOf(card.stage, dice)
  const { first, later } = splitFields(card, dice)
  const [begin = 0, ...onward] = path
  const create: DemoAct = { kind: 'create', stage: begin, title: card.title, fields: first, labels: card.labels }
  const moves = onward.map((stage): Planned => ({ act: { kind: 'move', stage }, by: dice.chance(0.15) ? 1 : owner }))
  const sets = later.map(([field, value]) => mine({ kind: 'set', field, value }))
  return [mine(create), ...interleave(moves, [...sets, ...talkOf(card, dice)], dice)]
}

/** The stages an opportunity went through, the present one last. */
function pathOf(stage: number, dice: Dice): readonly number[] {
  if (stage === lostStage) return [...upTo(dice.between(0, lastOpenStage)), lostStage]
  const from = stage <= lastOpenStage && dice.chance(0.3) ? dice.between(0, stage) : 0
  const path = upTo(stage).slice(from)
  // A step back and forth: negotiations are no escalators.
  return path.length > 2 && dice.chance(0.15) ? [...path.slice(0, -1), path.at(-3) ?? 0, ...path.slice(-1)] : path
}
const upTo = (stage: number): number[] => Array.from({ length: stage + 1 }, (_, i) => i)

type Later = readonly (readonly [CardFieldName, string | number])[]

/** What was known at the beginning, and what came or changed later. */
function splitFields(card: DemoCard, dice: Dice): { readonly first: DemoCard['fields']; readonly later: Later } {
  const first: Record<string, string | number> = { ...card.fields }
  const later: [CardFieldName, string | number][] = []
  const wait = (field: keyof CardFields, before?: string | number): void => {
    const value = first[field]
    if (value === undefined) return
    if (before === undefined) delete first[field]
    else first[field] = before
    later.push([field, value])
  }
  const value = card.fields.value ?? 0
  if (dice.chance(0.45)) wait('value', Math.round((value * dice.between(70, 125)) / 10_000) * 100)
  if (dice.chance(0.3)) wait('contactPhone')
  if (dice.chance(0.25)) wait('closeOn')
  if (card.fields.nextActivity !== undefined) {
    wait('nextActivity', dice.chance(0.5) ? dice.pick(activities) : undefined)
    wait('nextActivityOn')
  }
  wait('lostReason')
  return { first, later: later.filter(([field, now]) => first[field] !== now) }
}

function talkOf(card: DemoCard, dice: Dice): Planned[] {
  const { owner, details } = card
  if (!details) return []
  const colleague = (owner + dice.between(1, demoTeamSize - 1)) % demoTeamSize
  const note: Planned[] =
    details.notes.length > 0 ? [{ by: owner, act: { kind: 'note', paragraphs: details.notes } }] : []
  const tasks = details.tasks.map(({ text }): Planned => ({ by: owner, act: { kind: 'task', text } }))
  const ticks = details.tasks.flatMap(({ text, done }): Planned[] =>
    done ? [{ by: owner, act: { kind: 'tick', text } }] : [],
  )
  const comments = details.comments.map(({ by, text }): Planned => ({
    by: by % demoTeamSize,
    act: { kind: 'comment', text, mentioned: null },
  }))
  const asked: Planned[] = dice.chance(0.6)
    ? [{ by: colleague, act: { kind: 'comment', text: dice.pick(mentions), mentioned: owner } }]
    : []
  return [...note, ...tasks, ...comments, ...asked, ...ticks]
}

/** Both lists in their own order, mixed; a move that ends a deal stays last. */
function interleave(moves: readonly Planned[], others: readonly Planned[], dice: Dice): Planned[] {
  const [a, b] = [[...moves], [...others]]
  const mixed: Planned[] = []
  while (a.length > 1 || b.length > 0) {
    const takeMove = a.length > 1 && (b.length === 0 || dice.chance(a.length / (a.length + b.length)))
    const next = takeMove ? a.shift() : b.shift()
    if (next) mixed.push(next)
  }
  return [...mixed, ...a]
}
