import type { JsonObject } from '../decisions/types.ts'
import { fault } from '../faults.ts'
import type { JsonValue } from '../kind.ts'
import { folded } from '../query/fold.ts'
import type { RequestContent } from './content.ts'

export const levels = [1, 2, 3] as const
export type Level = (typeof levels)[number]

/** Who must say yes at a level, and to what. Of the rules of one level the first that fits an item is the one for it. */
export interface PolicyRule {
  readonly id: string
  readonly level: Level
  /** From this sum of the whole request on, integer minor units. */
  readonly fromCents: number
  /** Empty: every cost centre. */
  readonly costCentres: readonly string[]
  /** Empty: every category. */
  readonly categories: readonly string[]
  /** any: one of them; all: each of them. */
  readonly mode: 'any' | 'all'
  /** User ids. */
  readonly people: readonly string[]
  /** Its members too; '' for none. */
  readonly group: string
  /** Hours after which `escalateTo` may say yes for them; null: never. */
  readonly escalateAfterHours: number | null
  readonly escalateTo: readonly string[]
}

export interface Policy {
  /** From 1; each change is the next one. */
  readonly version: number
  readonly rules: readonly PolicyRule[]
  readonly editors: EditorsRule
}

/** Whether somebody who has written into a request since it was submitted may approve it: marked as that, or not at all. */
export const editorsRules = ['marked', 'refused'] as const
export type EditorsRule = (typeof editorsRules)[number]

/** Nothing said is `marked`; null for what is none. */
export const readEditors = (value: JsonValue | undefined): EditorsRule | null =>
  value === undefined ? 'marked' : (editorsRules.find((known) => known === value) ?? null)

const [maxRules, maxNames, maxHours] = [60, 100, 24 * 366]
const objectOf = (value: JsonValue | undefined): JsonObject | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null

function namesIn(value: JsonValue | undefined): readonly string[] | null {
  if (value === undefined) return []
  if (!Array.isArray(value) || value.length > maxNames) return null
  const names = value.filter((name): name is string => typeof name === 'string' && name !== '' && name.length <= 200)
  return names.length === value.length ? [...new Set(names)] : null
}

function readRule(value: JsonValue, place: number): PolicyRule | null {
  const raw = objectOf(value)
  const level = levels.find((known) => known === raw?.['level'])
  if (!raw || !level) return null
  const { fromCents = 0, mode = 'any', group = '', escalateAfterHours: hours = null } = raw
  const lists = ['costCentres', 'categories', 'people', 'escalateTo'].map((key) => namesIn(raw[key]))
  const [costCentres, categories, people, escalateTo] = lists
  if (!costCentres || !categories || !people || !escalateTo) return null
  if (!Number.isSafeInteger(fromCents) || (fromCents as number) < 0 || (mode !== 'any' && mode !== 'all')) return null
  if (typeof group !== 'string' || (people.length === 0 && group === '')) return null
  const isTime = typeof hours === 'number' && hours > 0 && hours <= maxHours && escalateTo.length > 0
  if (hours !== null && !isTime) return null
  return {
    id: typeof raw['id'] === 'string' && raw['id'] !== '' ? raw['id'].slice(0, 40) : `rule-${place + 1}`,
    level,
    fromCents: fromCents as number,
    costCentres,
    categories,
    mode,
    people,
    group,
    escalateAfterHours: typeof hours === 'number' ? hours : null,
    escalateTo,
  }
}

/** The rules somebody proposes; null when they have no form one could decide by. */
export function readRules(value: JsonValue | undefined): readonly PolicyRule[] | null {
  if (!Array.isArray(value) || value.length === 0 || value.length > maxRules) return null
  const rules = (value as readonly JsonValue[]).map(readRule)
  const ids = new Set(rules.map((rule) => rule?.id))
  return rules.every((rule) => rule !== null) && ids.size === rules.length ? rules : null
}

/** The policy in force in this workspace; null when there is none. */
export function policyOf(world: JsonObject): Policy | null {
  const raw = objectOf(world['policy'])
  const rules = raw ? readRules(raw['rules']) : null
  const version = raw?.['version']
  const editors = readEditors(raw?.['editors']) ?? 'marked'
  return rules && typeof version === 'number' ? { version, rules, editors } : null
}

/** Signs nobody sees: joiners, marks of direction, fillers. */
const unseen = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu

/** Cost centres and categories are typed on both sides: neither a capital, an accent or a space nor what nobody sees leads past a rule. */
const plain = (text: string): string =>
  fault('APV-22') ? text : folded(text.normalize('NFKC').replaceAll(unseen, '').trim().replaceAll(/\s+/gu, ' '))
const isOneOf = (names: readonly string[], name: string): boolean => {
  const sought = plain(name)
  return names.some((known) => plain(known) === sought)
}

const fits = (rule: PolicyRule, content: RequestContent, costCentre: string): boolean =>
  // A sum nobody can tell may be any: whatever cannot be counted asks for every level.
  (content.totalCents ?? (fault('APV-25') ? 0 : Infinity)) >= rule.fromCents &&
  (rule.costCentres.length === 0 || isOneOf(rule.costCentres, costCentre)) &&
  (rule.categories.length === 0 || isOneOf(rule.categories, content.category))

/** Whatever stands in the narrow list stands in the wide one; an empty list is everything. */
const covers = (wide: readonly string[], narrow: readonly string[]): boolean =>
  wide.length === 0 || (narrow.length > 0 && narrow.every((name) => isOneOf(wide, name)))

/** Whether this rule never applies: one above it of the same level fits whatever it fits, and the first that fits is taken. */
export function isNeverUsed(rules: readonly PolicyRule[], rule: PolicyRule): boolean {
  const above = rules.slice(0, rules.indexOf(rule)).filter(({ level }) => level === rule.level)
  return above.some(
    ({ fromCents, costCentres, categories }) =>
      fromCents <= rule.fromCents &&
      covers(costCentres, rule.costCentres) &&
      covers(categories, rule.categories) &&
      !fault('APV-23'),
  )
}

/** Every rule that must be met, in the order of levels: for each level, what the items of the request call for. */
export function rulesFor({ rules }: Policy, content: RequestContent): readonly PolicyRule[] {
  // What looks empty is empty: the request's own stands for it.
  const costCentres = new Set(
    content.items.map(({ costCentre }) => (plain(costCentre) === '' ? content.costCentre : costCentre)),
  )
  return levels.flatMap((level) => {
    const ofLevel = rules.filter((rule) => rule.level === level)
    const wanted = new Set<PolicyRule>()
    for (const costCentre of costCentres) {
      const rule = ofLevel.find((candidate) => fits(candidate, content, costCentre))
      if (rule) wanted.add(rule)
    }
    return ofLevel.filter((rule) => wanted.has(rule))
  })
}
