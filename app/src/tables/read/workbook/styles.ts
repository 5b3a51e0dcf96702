/** What the number format of a cell says about its number: a day, a time, a share of a hundred, or just a number. Pure. */
import { readXml } from './xml.ts'

export type NumberKind = 'number' | 'date' | 'percent'

/** Formats every spreadsheet knows by number (ECMA-376, 18.8.30), those of East Asian versions included. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)

/** One kind per cell style (`s` of a cell), in order. */
export function readStyles(xml: string): readonly NumberKind[] {
  const codes = new Map<number, string>()
  const kinds: NumberKind[] = []
  let inCellFormats = false
  readXml(xml, {
    open(name, attribute) {
      if (name === 'numFmt') codes.set(Number(attribute('numFmtId')), attribute('formatCode') ?? '')
      else if (name === 'cellXfs') inCellFormats = true
      else if (name === 'xf' && inCellFormats) {
        const id = Number(attribute('numFmtId') ?? 0)
        kinds.push(kindOf(id, codes.get(id)))
      }
    },
    close(name) {
      if (name === 'cellXfs') inCellFormats = false
    },
  })
  return kinds
}

function kindOf(id: number, code: string | undefined): NumberKind {
  if (code === undefined) return isBuiltInDate(id) ? 'date' : id === 9 || id === 10 ? 'percent' : 'number'
  // Words in quotes, escaped signs, padding, colours and currencies say nothing about the number itself.
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/gu, '').replace(/general|standard/giu, '')
  const [positive = ''] = bare.split(';')
  if (/[dmyhs]/iu.test(positive)) return 'date'
  return positive.includes('%') ? 'percent' : 'number'
}
