import { readSheet } from 'read-excel-file/node'
import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { Cell, ExportColumn } from '../plan/columns.ts'
import { bare, safe } from '../../../tables/formula.ts'
import { centsText } from '../../../tables/write/csv.ts'
import { createExportService, writerFor } from './worker-protocol.ts'
import type { Format } from '../../../tables/write/writer.ts'
import { columnLetters, sheetName, xmlText } from '../../../tables/write/xlsx-parts.ts'

const columns: readonly ExportColumn[] = [
  { id: 'title', header: 'Título', type: 'text' },
  { id: 'value', header: 'Valor', type: 'money' },
  { id: 'closeOn', header: 'Fechamento', type: 'day' },
  { id: 'field:01HZ', header: 'Peso', type: 'number' },
]
const rows: readonly (readonly Cell[])[] = [
  ['Frota; "nova", às 5', 123_450, '2026-12-05', 1.5],
  ['=HYPERLINK("x")', -7, null, 0],
  ['Linha\nnova', null, '1899-01-01', null],
]
function bytesOf(format: Format, given = rows, currency = 'BRL'): Uint8Array<ArrayBuffer> {
  const writer = writerFor({ format, columns, title: 'Funil [2026]', currency })
  for (const row of given) writer.rows([row])
  const parts = writer.finish()
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
const text = (format: Format) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytesOf(format))

describe('the files of an export', () => {
  it('[EXP-1] [EXP-3] CSV for a Brazilian Excel: byte order mark, semicolons, decimal comma, day before month', () => {
    expect(text('csv-br')).toBe(
      '\ufeffTítulo;Valor;Fechamento;Peso\r\n' +
        '"Frota; ""nova"", às 5";1234,50;05/12/2026;1,5\r\n' +
        '"\'=HYPERLINK(""x"")";-0,07;;0\r\n' +
        '"Linha\nnova";;01/01/1899;\r\n',
    )
  })

  it('[EXP-2] [EXP-3] plain CSV: commas, decimal points, days in ISO, no mark', () => {
    expect(text('csv')).toBe(
      'Título,Valor,Fechamento,Peso\r\n' +
        '"Frota; ""nova"", às 5",1234.50,2026-12-05,1.5\r\n' +
        '"\'=HYPERLINK(""x"")",-0.07,,0\r\n' +
        '"Linha\nnova",,1899-01-01,\r\n',
    )
  })

  it('[EXP-3] no text of a CSV can run as a formula, and the import finds every text as it was', () => {
    for (const start of ['=', '+', '-', '@', '\t', '\r', "'=", "''+"]) {
      expect(safe(`${start}1`)).toBe(`'${start}1`)
      expect(/^[=+\-@\t\r]/u.test(safe(`${start}1`))).toBe(false)
    }
    expect(['a=1', "'a", '1-2', ''].map(safe)).toEqual(['a=1', "'a", '1-2', ''])
  })

  it('[EXP-9] a formula is one behind what nobody sees, too, and comes back as it was', () => {
    for (const start of ['\n=', ' =', '\u200b+', '\ufeff@', '\u202e-', '\u00a0=', '＝', '＋', "' ＠"]) {
      expect(safe(`${start}1`)).toBe(`'${start}1`)
      expect(bare(safe(`${start}1`))).toBe(`${start}1`)
    }
    expect([' a=1', '\u200ba', "' a"].map(safe)).toEqual([' a=1', '\u200ba', "' a"])
  })

  it('[EXP-4] a workbook that another reader understands: typed amounts, days and numbers, texts that are no formulas', async () => {
    const sheet = await readSheet(Buffer.from(bytesOf('xlsx')))
    expect(sheet).toEqual([
      ['Título', 'Valor', 'Fechamento', 'Peso'],
      ['Frota; "nova", às 5', 1234.5, new Date('2026-12-05T00:00:00Z'), 1.5],
      ['=HYPERLINK("x")', -0.07, null, 0],
      ['Linha\nnova', null, '1899-01-01', null],
    ])
  })

  it('[EXP-4] its header stays in sight with a filter on it, widths fit, amounts show their currency', () => {
    const parts = unzipSync(bytesOf('xlsx'))
    const part = (name: string) => strFromU8(parts[name] ?? new Uint8Array())
    const sheet = part('xl/worksheets/sheet1.xml')
    expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>')
    expect(sheet).toContain('<autoFilter ref="A1:D4"/>')
    expect([...sheet.matchAll(/<col [^>]*width="(\d+)"/g)].map((match) => Number(match[1]))).toEqual([21, 15, 15, 9])
    expect(part('xl/styles.xml')).toContain('formatCode="[$R$-416] #,##0.00;-[$R$-416] #,##0.00"')
    expect(strFromU8(unzipSync(bytesOf('xlsx', rows, 'USD'))['xl/styles.xml'] ?? new Uint8Array())).toContain('[$USD]')
    expect(part('xl/workbook.xml')).toContain('name="Funil 2026"')
  })

  it('[EXP-4] names and texts that a workbook cannot hold are written so that it can', () => {
    expect(sheetName("'a/b\\c:d*e?f[g]'".repeat(3)).length).toBeLessThanOrEqual(31)
    expect(sheetName(' [] ')).toBe('Mutirão')
    expect(xmlText('a\u0000b_x0041_<&>\ud800')).toBe('a_x0000_b_x005F_x0041_&lt;&amp;&gt;\ufffd')
    expect([0, 25, 26, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA'])
  })

  it('[EXP-5] JSON for programs: cents as integers, days in ISO, empty as null', () => {
    expect(JSON.parse(text('json'))).toEqual({
      board: 'Funil [2026]',
      currency: 'BRL',
      cards: [
        { title: 'Frota; "nova", às 5', valueCents: 123_450, closeOn: '2026-12-05', Peso: 1.5 },
        { title: '=HYPERLINK("x")', valueCents: -7, closeOn: null, Peso: 0 },
        { title: 'Linha\nnova', valueCents: null, closeOn: '1899-01-01', Peso: null },
      ],
    })
    const json = (given: typeof rows): unknown => JSON.parse(new TextDecoder().decode(bytesOf('json', given)))
    expect(json([])).toMatchObject({ cards: [] })
    expect(json([['Frota', null, '', null]])).toMatchObject({
      cards: [{ title: 'Frota', valueCents: null, closeOn: null, Peso: null }],
    })
  })

  it('[EXP-1] amounts are exact to the cent, however large', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (cents) => {
        expect(BigInt(centsText(cents).replace('.', ''))).toBe(BigInt(cents))
      }),
    )
  })

  it('[EXP-6] the worker answers each piece and never throws', () => {
    const answer = createExportService()
    expect(answer({ type: 'rows', rows: [] })).toEqual({ type: 'failed', message: 'rows before the head' })
    expect(answer({ type: 'head', head: { format: 'csv', columns, title: '', currency: 'BRL' } })).toBeNull()
    expect(answer({ type: 'rows', rows })).toEqual({ type: 'written', rows: 3 })
    expect(answer({ type: 'end' })).toMatchObject({ type: 'file' })
  })
})
