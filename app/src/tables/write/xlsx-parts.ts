/** What an .xlsx package holds besides the rows (ECMA-376). Pure. */
import type { FileHead } from './writer.ts'

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const mime = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

export function packageParts({ title, currency }: FileHead): readonly (readonly [name: string, content: string])[] {
  return [
    [
      '[Content_Types].xml',
      `${xml}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
        `<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${mime}.sheet.main+xml"/>` +
        `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${mime}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${mime}.styles+xml"/></Types>`,
    ],
    [
      '_rels/.rels',
      `${xml}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${xml}<workbook xmlns="${main}" xmlns:r="${office}/relationships"><sheets><sheet name="${xmlText(sheetName(title))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${xml}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/relationships/worksheet" Target="worksheets/sheet1.xml"/>` +
        `<Relationship Id="rId2" Type="${office}/relationships/styles" Target="styles.xml"/></Relationships>`,
    ],
    ['xl/styles.xml', styles(currency)],
  ]
}

/** Cell styles: 0 as it is · 1 header · 2 money · 3 day (format 14 shows in the order of whoever opens the file). */
function styles(currency: string): string {
  const font = '<sz val="11"/><name val="Calibri"/><family val="2"/>'
  const border = '<border><left/><right/><top/><bottom/><diagonal/></border>'
  const format = (id: number, more = '') => `<xf numFmtId="${id}" fontId="0" fillId="0" borderId="0" xfId="0"${more}/>`
  return (
    `${xml}<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="${xmlText(moneyFormat(currency))}"/></numFmts>` +
    `<fonts count="2"><font>${font}</font><font><b/>${font}</font></fonts>` +
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
    `<borders count="1">${border}</borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
    `<cellXfs count="4">${format(0)}<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>` +
    `${format(164, ' applyNumberFormat="1"')}${format(14, ' applyNumberFormat="1"')}</cellXfs>` +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
  )
}

function moneyFormat(currency: string): string {
  const sign = currency === 'BRL' ? '[$R$-416]' : `[$${currency.replace(/[^A-Z]/gu, '')}]`
  return `${sign} #,##0.00;-${sign} #,##0.00`
}

/** At most 31 signs, none of `[]:*?/\`, no apostrophe at the ends; never empty. */
export function sheetName(title: string): string {
  const clean = title
    .replace(/[[\]:*?/\\]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, 31)
    .replace(/^'+|'+$/gu, '')
    .trim()
  return clean === '' ? 'Mutirão' : clean
}

const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Signs XML cannot hold become the workbook's own escapes; what already looks like one is escaped itself. */
export function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replace(/_(?=x[0-9a-f]{4}_)/giu, '_x005F_')
    .replace(
      // eslint-disable-next-line no-control-regex -- these are the signs XML forbids
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\r]/gu,
      (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
    .replace(/[&<>"]/gu, (sign) => named[sign] ?? sign)
}

/** 0 → `A`, 27 → `AB`. */
export function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter
}
