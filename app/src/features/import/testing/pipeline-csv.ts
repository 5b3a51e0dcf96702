/**
 * A file of the shape of a public CRM export (opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,
 * close_value), for tests where that file is not at hand. The same seed gives the same bytes.
 */
const products = [
  'GTX Basic',
  'GTX Pro',
  'GTX Plus Basic',
  'GTX Plus Pro',
  'MG Special',
  'MG Advanced',
  'GTK 500',
] as const
const firstNames = [
  'Moses',
  'Darcel',
  'Hayden',
  'Rosalina',
  'Versie',
  'Anna',
  'Kary',
  'Boris',
  'Zane',
  'Elease',
] as const
const lastNames = [
  'Frase',
  'Schlecht',
  'Neloms',
  'Dieter',
  'Hillebrand',
  'Snelling',
  'Hendrixson',
  'Faz',
  'Levy',
  'Gluck',
] as const
const accounts = [
  'Cancity',
  'Isdom',
  'Codehow',
  'Finjob',
  'Scotfind',
  'Treequote',
  'Xx-zobam',
  'Sonron',
  'Rangreen',
  'Betasoloin',
] as const
const stages = ['Won', 'Won', 'Won', 'Lost', 'Lost', 'Engaging', 'Prospecting'] as const
const idSigns = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const header = 'opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value'

/** @returns the text of a CSV file with `rows` records below its header */
export function pipelineCsv(rows: number, seed = 1): string {
  const random = mulberry32(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] ?? (list[0] as T)
  const day = (year: number) => `${year}-${two(1 + Math.floor(random() * 12))}-${two(1 + Math.floor(random() * 28))}`
  const lines = Array.from({ length: rows }, () => {
    const stage = pick(stages)
    const id = Array.from({ length: 8 }, () => idSigns.charAt(Math.floor(random() * idSigns.length))).join('')
    const closed = stage === 'Won' || stage === 'Lost'
    const value = stage === 'Won' ? String(30 + Math.floor(random() * 30_000)) : stage === 'Lost' ? '0' : ''
    const account = !closed && random() < 0.6 ? '' : pick(accounts)
    const person = `${pick(firstNames)} ${pick(lastNames)}`
    const engaged = stage === 'Prospecting' ? '' : day(2016)
    return [id, person, pick(products), account, stage, engaged, closed ? day(2017) : '', value].join(',')
  })
  return `${[header, ...lines].join('\n')}\n`
}

const two = (n: number): string => String(n).padStart(2, '0')

function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
