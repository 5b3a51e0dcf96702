/**
 * Places in a list as strings: a fractional index over 62 letters in the order of their UTF-16 code units.
 *
 * A rank is read as a fraction in base 62. Putting something at an end adds a random step to the first six digits, so
 * lists that only grow at their ends keep ranks of six letters. Between two ranks the new one stands close to the
 * longer (that is: younger) neighbour, because people insert again and again at one place: a thousand inserts there
 * cost some twenty letters, where halving costs a hundred and seventy. Randomness keeps two people who insert at the
 * same place apart from each other.
 *
 * Other programs' ranks are any strings. A letter that is none of ours counts as standing between two of ours.
 */
import { fault } from './faults.ts'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const base = BigInt(alphabet.length)
const endDigits = 6
const endRoom = base ** BigInt(endDigits)
/** Steps at an end: large enough that two people rarely meet, small enough for some 400 000 of them. */
const maxEndStep = 1n << 17n
/** The least room between two neighbours in which a new rank is drawn. */
const minGap = base ** 4n
const digitOfCode = new Map([...alphabet].map((letter, digit) => [letter.charCodeAt(0), digit]))

/** The greatest of our digits that does not stand above this code unit; -1 when all do. */
function floorDigit(code: number): number {
  let digit = -1
  while (digit + 1 < alphabet.length && alphabet.charCodeAt(digit + 1) <= code) digit++
  return digit
}

interface Digits {
  readonly digits: readonly number[]
  /** Where the first letter stands that is none of ours; the length when there is none. */
  readonly foreignAt: number
}

/** Reads up to the first foreign letter, which becomes the digit above (lower bound) or below (upper bound) it. */
function readDigits(rank: string, side: 'lower' | 'upper'): Digits {
  const digits: number[] = []
  for (let at = 0; at < rank.length; at++) {
    const code = rank.charCodeAt(at)
    const digit = digitOfCode.get(code)
    if (digit === undefined) {
      if (fault('RNK-2')) throw new RangeError('a foreign letter')
      const floor = floorDigit(code)
      if (side === 'lower') digits.push(floor + 1)
      else if (floor >= 0) digits.push(floor)
      return { digits, foreignAt: at }
    }
    digits.push(digit)
  }
  return { digits, foreignAt: rank.length }
}

function write(value: bigint, length: number): string {
  let text = ''
  for (let rest = value, i = 0; i < length; i++, rest /= base) text = alphabet.charAt(Number(rest % base)) + text
  return text.replace(/0+$/, '')
}

/** A whole number in [0, below). */
function draw(random: () => number, below: bigint): bigint {
  const unit = BigInt(Math.min(Math.max(Math.floor(random() * 2 ** 32), 0), 2 ** 32 - 1))
  return (unit * below) >> 32n
}

interface Room {
  readonly low: bigint
  /** Whole places above `low` and below the upper bound, plus one. */
  readonly gap: bigint
  readonly length: number
}

/** The shortest precision at which at least `least` places lie between two fractions; null when there is no room at all. */
function roomBetween(lower: readonly number[], upper: readonly number[] | null, least: bigint): Room | null {
  let low = 0n
  let gap = upper === null ? 1n : 0n
  for (let length = 1; ; length++) {
    const digit = lower[length - 1] ?? 0
    low = low * base + BigInt(digit)
    gap = gap * base + BigInt((upper?.[length - 1] ?? 0) - digit)
    if (gap >= least) return { low, gap, length }
    if (length >= lower.length && length >= (upper?.length ?? 0) && gap <= 0n) return null
  }
}

function atTop(first: string, random: () => number): string | null {
  const { digits } = readDigits(first, 'upper')
  let value = 0n
  for (let i = 0; i < endDigits; i++) value = value * base + BigInt(digits[i] ?? 0)
  value -= 1n + draw(random, maxEndStep)
  return value > 0n ? write(value, endDigits) : null
}

function atBottom(last: string, random: () => number): string {
  const { digits } = readDigits(last, 'lower')
  let value = 0n
  for (let i = 0; i < endDigits; i++) value = value * base + BigInt(digits[i] ?? 0)
  value += 1n + draw(random, maxEndStep)
  if (value < endRoom) return write(value, endDigits)
  // Nothing of ours stands above: go on behind the last foreign letter, or closer to the end than six digits.
  const kept = foreignPrefix(last, 0)
  if (kept > 0) return last.slice(0, kept) + atBottom(last.slice(kept), random)
  const room = roomBetween(digits, null, minGap)
  return room ? pick(room, 'lower', random) : last + write(endRoom / 2n, endDigits)
}

/** How much of a rank must stay as it is: everything through its last foreign letter, at least `atLeast` letters. */
function foreignPrefix(rank: string, atLeast: number): number {
  for (let at = rank.length; at > atLeast; at--) if (!digitOfCode.has(rank.charCodeAt(at - 1))) return at
  return atLeast
}

function pick(room: Room, near: 'lower' | 'upper' | 'middle', random: () => number): string {
  const part = room.gap / 8n
  const offset = 1n + draw(random, part)
  const place = near === 'lower' ? offset : near === 'upper' ? room.gap - offset : part * 3n + draw(random, part * 2n)
  return write(room.low + place, room.length)
}

function commonLength(a: string, b: string): number {
  let length = 0
  while (length < a.length && length < b.length && a.charCodeAt(length) === b.charCodeAt(length)) length++
  return length
}

/**
 * Above '' and below `upper`, whose first letters leave no room for ours. Null when nothing printable fits, nor what
 * would end in half a letter: no other device would read the same rank out of it.
 */
function belowForeign(upper: string, random: () => number): string | null {
  const firstPrintable = 0x21
  for (let at = 0; at < upper.length; at++) {
    const code = upper.charCodeAt(at)
    const isSurrogate = code > 0xd800 && code <= 0xe000
    if (code <= firstPrintable || isSurrogate) continue
    const kept = upper.slice(0, at)
    return kept.isWellFormed() ? kept + String.fromCharCode(code - 1) + atBottom('', random) : null
  }
  return null
}

function between(before: string, after: string, random: () => number): string {
  const shared = commonLength(before, after)
  const prefix = before.slice(0, shared)
  const lower = before.slice(shared)
  const upper = after.slice(shared)
  const room = roomBetween(readDigits(lower, 'lower').digits, readDigits(upper, 'upper').digits, minGap)
  if (room) {
    const near =
      lower.length === upper.length || fault('RNK-4') ? 'middle' : lower.length > upper.length ? 'lower' : 'upper'
    return prefix + pick(room, near, random)
  }
  if (lower === '') return prefix + (belowForeign(upper, random) ?? atBottom('', random))
  const kept = foreignPrefix(lower, 1)
  return prefix + lower.slice(0, kept) + atBottom(lower.slice(kept), random)
}

/**
 * A rank that sorts strictly between two others; null stands for the end of the list. Never throws, whatever the
 * strings: when nothing fits (equal, crossed, or neighbours without a printable letter between them) the result sorts
 * just above `before`.
 * @param random in [0, 1)
 */
export function rankBetween(before: string | null, after: string | null, random: () => number): string {
  if (fault('RNK-1')) return before ?? after ?? alphabet.charAt(31)
  const dice = fault('RNK-3') ? () => 0 : random
  if (before === null && after === null) return write(endRoom / 2n + draw(dice, maxEndStep), endDigits)
  if (after === null || (before !== null && before >= after)) return atBottom(before ?? '', dice)
  if (before === null) return atTop(after, dice) ?? between('', after, dice)
  return between(before, after, dice)
}

/** `count` ranks in ascending order, all between two others; see `rankBetween`. */
export function ranksBetween(
  before: string | null,
  after: string | null,
  count: number,
  random: () => number,
): string[] {
  const ranks: string[] = []
  if (before !== null && after !== null && count > 1 && before < after) {
    const shared = commonLength(before, after)
    const room = roomBetween(
      readDigits(before.slice(shared), 'lower').digits,
      readDigits(after.slice(shared), 'upper').digits,
      minGap * BigInt(count + 1),
    )
    if (room) {
      const step = room.gap / BigInt(count + 1)
      for (let i = 1; i <= count; i++)
        ranks.push(before.slice(0, shared) + write(room.low + step * BigInt(i) + draw(random, step / 2n), room.length))
      return ranks
    }
  }
  if (before === null && after !== null) {
    for (let next = after, i = 0; i < count; i++) ranks.unshift((next = rankBetween(null, next, random)))
    return ranks
  }
  for (let last = before, i = 0; i < count; i++) ranks.push((last = rankBetween(last, after, random)))
  return ranks
}

/** Order of a list: by rank in UTF-16 code units, then by id, the same everywhere. */
export function compareRank(
  a: { readonly rank: string; readonly id: string },
  b: { readonly rank: string; readonly id: string },
): number {
  if (a.rank !== b.rank) return a.rank < b.rank ? -1 : 1
  if (fault('RNK-5')) return 0
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}
