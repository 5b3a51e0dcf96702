/**
 * An .xlsx workbook to one of its sheets: texts, typed numbers and days, the saved results of formulas. Pure; runs in the
 * import's worker. Written on a zip and an XML reader instead of a spreadsheet library, because none of those bounds what
 * a hostile or broken file may take (docs/adr/0011).
 */
import { fault } from '@mutirao/documents'
import { readSheet, readStrings, type Sheet, type SheetContext } from './sheet.ts'
import { readStyles } from './styles.ts'
import { readXml } from './xml.ts'
import { openArchive, TooLargeError, type Unpack } from './zip.ts'

export { maxColumns } from './sheet.ts'

export type WorkbookProblem = 'not_a_workbook' | 'damaged' | 'too_large' | 'too_many_rows'
export type WorkbookResult =
  | {
      readonly ok: true
      /** Names of the sheets a person sees, in their order. */
      readonly sheets: readonly string[]
      /** Index of the sheet that was read. */
      readonly chosen: number
      readonly sheet: Sheet
    }
  | { readonly ok: false; readonly problem: WorkbookProblem }

interface KnownSheet {
  readonly name: string
  readonly path: string
}
interface Workbook {
  readonly sheets: readonly KnownSheet[]
  readonly from1904: boolean
}

const relationsPart = 'xl/_rels/workbook.xml.rels'
const workbookPart = 'xl/workbook.xml'
const stringsPart = 'xl/sharedStrings.xml'
const stylesPart = 'xl/styles.xml'

/** @param chosen absent: the first sheet with content. Never throws. */
export function readWorkbook(bytes: Uint8Array, maxRows: number, chosen?: number): WorkbookResult {
  try {
    const unpack = openArchive(bytes)
    const head = unpack((name) => name === workbookPart || name === relationsPart)
    const workbookXml = head.get(workbookPart)
    if (workbookXml === undefined) return { ok: false, problem: 'not_a_workbook' }
    const workbook = readStructure(workbookXml, head.get(relationsPart) ?? '<Relationships/>')
    const sheets = workbook.sheets.map(({ name }) => name)
    const order = chosen === undefined ? workbook.sheets.keys() : [chosen]
    const context = { ...readShared(unpack), from1904: workbook.from1904, maxRows }
    let last: { readonly chosen: number; readonly sheet: Sheet } | null = null
    for (const at of order) {
      const known = workbook.sheets[at]
      if (!known) continue
      const sheet = readOne(unpack, known.path, context)
      last ??= { chosen: at, sheet }
      if (sheet.rows.length > 0) return { ok: true, sheets, chosen: at, sheet }
    }
    return last === null ? { ok: false, problem: 'not_a_workbook' } : { ok: true, sheets, ...last }
  } catch (error) {
    if (error instanceof TooLargeError)
      return { ok: false, problem: error.message === 'rows' ? 'too_many_rows' : 'too_large' }
    return { ok: false, problem: 'damaged' }
  }
}

/** What all sheets refer to, read once. */
function readShared(unpack: Unpack): Pick<SheetContext, 'strings' | 'styles'> {
  const parts = unpack((name) => name === stringsPart || name === stylesPart)
  const strings = parts.get(stringsPart)
  const styles = parts.get(stylesPart)
  return {
    strings: strings === undefined ? [] : readStrings(strings),
    styles: styles === undefined ? [] : readStyles(styles),
  }
}

function readOne(unpack: Unpack, path: string, context: SheetContext): Sheet {
  const xml = unpack((name) => name === path).get(path)
  if (xml === undefined) throw new Error(`${path} is missing`)
  return readSheet(xml, context)
}

function readStructure(workbookXml: string, relationsXml: string): Workbook {
  const paths = new Map<string, string>()
  readXml(relationsXml, {
    open(name, attribute) {
      if (name !== 'Relationship' || attribute('Type')?.endsWith('/worksheet') !== true) return
      const target = attribute('Target') ?? ''
      paths.set(attribute('Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`)
    },
  })
  const all: (KnownSheet & { readonly hidden: boolean })[] = []
  let from1904 = false
  readXml(workbookXml, {
    open(name, attribute) {
      if (name === 'workbookPr') from1904 ||= /^(?:1|true)$/u.test(attribute('date1904') ?? '')
      if (name !== 'sheet') return
      // The prefix of relationships is `r` in everything people use, but any other may stand for it.
      const path = paths.get(attribute('r:id') ?? attribute('relationships:id') ?? attribute('id') ?? '')
      const hidden = (attribute('state') ?? 'visible') !== 'visible'
      // Charts have sheets too, but no cells.
      if (path !== undefined) all.push({ name: attribute('name') ?? '', path, hidden })
    },
  })
  const visible = all.filter(({ hidden }) => !hidden)
  return { sheets: visible.length > 0 && !fault('IMP-20') ? visible : all, from1904 }
}
