import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { readSheet as readElsewhere } from 'read-excel-file/node'
import writeExcelFile from 'write-excel-file/node'
import { describe, expect, it } from 'vitest'
import { readTable, type ReadChoices, type Table } from '../table.ts'
import { maxColumns } from './sheet.ts'
import { maxUnpackedBytes } from './zip.ts'

function read(bytes: Uint8Array, choices?: ReadChoices): Table {
  const result = readTable(bytes, choices)
  if (!result.ok) throw new Error(result.problem)
  return result.table
}
const problem = (bytes: Uint8Array) => {
  const result = readTable(bytes)
  return result.ok ? null : result.problem
}

interface Parts {
  readonly sheets?: readonly { readonly name: string; readonly rows: string; readonly hidden?: boolean }[]
  readonly strings?: string
  readonly styles?: string
  readonly from1904?: boolean
}
/** A workbook written by hand, for what no library writes. */
function workbook({ sheets = [], strings = '', styles = '', from1904 = false }: Parts): Uint8Array {
  const list = sheets.map(
    ({ name, hidden }, i) =>
      `<sheet name="${name}" sheetId="${i + 1}" r:id="r${i}"${hidden ? ' state="hidden"' : ''}/>`,
  )
  const relations = sheets.map((_, i) => `<Relationship Id="r${i}" Type="x/worksheet" Target="worksheets/s${i}.xml"/>`)
  const files: Record<string, Uint8Array> = {
    'xl/workbook.xml': strToU8(
      `<workbook>${from1904 ? '<workbookPr date1904="1"/>' : ''}<sheets>${list.join('')}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(`<Relationships>${relations.join('')}</Relationships>`),
    'xl/sharedStrings.xml': strToU8(`<sst>${strings}</sst>`),
    'xl/styles.xml': strToU8(`<styleSheet>${styles}</styleSheet>`),
  }
  sheets.forEach(({ rows }, i) => {
    files[`xl/worksheets/s${i}.xml`] = strToU8(`<worksheet><sheetData>${rows}</sheetData></worksheet>`)
  })
  return zipSync(files)
}
const sheetOf = (rows: string, more: Parts = {}) => workbook({ ...more, sheets: [{ name: 'Dados', rows }] })
const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`
const header = `<row r="1">${text('título')}${text('valor')}${text('data')}</row>`

describe('a workbook', () => {
  it('[IMP-18] written by another library reads with days, times, amounts, texts and truths as they were meant', async () => {
    const day = new Date(Date.UTC(2026, 11, 5))
    const data = [
      ['Título', 'Valor', 'Fechamento', 'Ligar', 'Fone', 'Ativo', 'Parte'],
      [
        'Frota & cia. <3> 😀',
        { value: 1234.5, format: '[$R$-416] #,##0.00' },
        { value: day, format: 'dd/mm/yyyy' },
        { value: new Date(Date.UTC(2026, 10, 26, 14, 30)), format: 'dd/mm/yyyy hh:mm' },
        11_987_654_321,
        true,
        { value: 0.125, format: '0.0%' },
      ],
      ['Só título', null, null, null, null, null, null],
    ]
    const bytes = new Uint8Array(await writeExcelFile(data as never).toBuffer())
    expect((await readElsewhere(Buffer.from(bytes)))[1]?.slice(0, 3)).toEqual(['Frota & cia. <3> 😀', 1234.5, day])
    const table = read(bytes)
    expect(table.source).toMatchObject({ kind: 'workbook', sheet: 0, uncalculated: 0 })
    expect(table.headers).toEqual(data[0])
    expect(table.rows).toEqual([
      {
        line: 2,
        cells: ['Frota & cia. <3> 😀', '1234.5', '2026-12-05', '2026-11-26 14:30', '11987654321', 'TRUE', '12.5%'],
      },
      { line: 3, cells: ['Só título'] },
    ])
  })

  it('[IMP-18] gives the saved results of formulas, counts those that have none, and keeps errors readable', () => {
    const rows =
      header +
      '<row r="2"><c r="A2" t="str"><f>A1&amp;"x"</f><v>montado</v></c><c r="B2"><f>1+1</f><v>2</v></c></row>' +
      '<row r="3"><c r="A3" t="inlineStr"><is><t>B</t></is></c><c r="B3"><f>1+1</f></c><c r="C3" t="e"><v>#N/A</v></c></row>'
    const table = read(sheetOf(rows))
    expect(table.rows.map(({ cells }) => cells)).toEqual([
      ['montado', '2'],
      ['B', '', '#N/A'],
    ])
    expect(table.source).toMatchObject({ uncalculated: 1 })
  })

  it('[IMP-18] joins rich text, leaves reading aids out, and undoes the escapes of a workbook', () => {
    const strings =
      '<si><r><t xml:space="preserve">São </t></r><r><t>João</t></r><rPh sb="0" eb="1"><t>サン</t></rPh></si>' +
      '<si><t>linha_x000A_nova &#x1F600;</t></si>'
    const rows = `${header}<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c></row>`
    expect(read(sheetOf(rows, { strings })).rows[0]?.cells).toEqual(['São João', '', 'linha\nnova 😀'])
  })

  it('[IMP-18] tells days from numbers by any format, and counts from 1904 where the file does', () => {
    const formats = ['"dias" 0', 'd\\/m', '[Red]#,##0.00;[Blue]-#,##0.00', '[h]:mm', '_-"R$" * #,##0.00', 'mmm-yy']
    const styles =
      `<numFmts>${formats.map((code, i) => `<numFmt numFmtId="${200 + i}" formatCode="${code.replaceAll('"', '&quot;')}"/>`).join('')}</numFmts>` +
      `<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${formats.map((_, i) => `<xf numFmtId="${200 + i}"/>`).join('')}<xf numFmtId="14"/></cellXfs>`
    const cells = formats.map((_, i) => `<c s="${i}"><v>46000.5</v></c>`).join('')
    const rows = `${header}<row r="2">${text('A')}${cells}<c s="6"><v>46000</v></c></row>`
    expect(read(sheetOf(rows, { styles })).rows[0]?.cells.slice(1)).toEqual([
      '46000.5',
      '2025-12-09 12:00',
      '46000.5',
      '2025-12-09 12:00',
      '46000.5',
      '2025-12-09 12:00',
      '2025-12-09',
    ])
    expect(read(sheetOf(rows, { styles, from1904: true })).rows[0]?.cells[7]).toBe('2029-12-10')
  })

  it('[IMP-18] a number keeps its worth in every notation: no fraction becomes a thousand, no noise of binary fractions stays', () => {
    const value = (raw: string) =>
      read(sheetOf(`${header}<row r="2">${text('A')}<c><v>${raw}</v></c></row>`)).rows[0]?.cells[1]
    expect(value('1.234')).toBe('1.2340')
    expect(value('0.30000000000000004')).toBe('0.3')
    expect(value('1E+20')).toBe('100000000000000000000')
    expect(value('1.5E-3')).toBe('0.0015')
  })

  it('[IMP-20] offers the sheets a person sees, begins with the first that has content, and reads the chosen one', () => {
    const sheets = [
      { name: 'Capa', rows: '' },
      { name: 'Segredo', rows: header, hidden: true },
      { name: 'Vendas', rows: `${header}<row r="2">${text('A')}</row>` },
      { name: 'Compras', rows: `${header}<row r="2">${text('B')}</row>` },
    ]
    const first = read(workbook({ sheets }))
    expect(first.source).toEqual({ kind: 'workbook', sheets: ['Capa', 'Vendas', 'Compras'], sheet: 1, uncalculated: 0 })
    expect(read(workbook({ sheets }), { sheet: 2 }).rows[0]?.cells).toEqual(['B'])
  })

  it('[IMP-19] takes no memory for gaps, and refuses rows, cells and columns beyond the limits', () => {
    const stray = `<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row>`
    expect(read(sheetOf(header + stray)).rows).toEqual([{ line: 1_048_576, cells: ['x'] }])
    expect(problem(sheetOf(`${header}<row r="2"><c r="XFD2" t="inlineStr"><is><t>x</t></is></c></row>`))).toBe(
      'too_large',
    )
    expect(maxColumns).toBeLessThan(16_384)
    const rows = Array.from(
      { length: 50_001 },
      (_, i) => `<row r="${i + 2}"><c t="inlineStr"><is><t>x</t></is></c></row>`,
    )
    expect(problem(sheetOf(header + rows.join('')))).toBe('too_many_rows')
  })

  it('[IMP-19] refuses an archive that would unpack beyond the limit, before unpacking, and one that lies about it', () => {
    const bomb = sheetOf(header)
    const claim = (bytes: Uint8Array, size: number): Uint8Array => {
      // The size after unpacking, in the entry of the archive's directory for the sheet.
      const changed = bytes.slice()
      const view = new DataView(changed.buffer)
      for (let at = 0; at < changed.length - 46; at++) {
        if (view.getUint32(at, true) !== 0x02014b50) continue
        const name = new TextDecoder().decode(changed.subarray(at + 46, at + 46 + view.getUint16(at + 28, true)))
        if (name.includes('worksheets')) view.setUint32(at + 24, size, true)
      }
      return changed
    }
    expect(problem(claim(bomb, maxUnpackedBytes + 1))).toBe('too_large')
    const full = sheetOf(`${header}<row r="2">${text('x'.repeat(1_000_000))}</row>`)
    expect(problem(claim(full, 100))).toBe('damaged')
  })

  it('[IMP-19] [IMP-33] has one budget for all sheets, also for those that point to the same part', () => {
    const pointing = (sheets: number, bytes: number) => {
      const list = Array.from({ length: sheets }, (_, i) => `<sheet name="s${i}" sheetId="${i + 1}" r:id="r"/>`)
      return zipSync({
        'xl/workbook.xml': strToU8(`<workbook><sheets>${list.join('')}</sheets></workbook>`),
        'xl/_rels/workbook.xml.rels': strToU8(
          '<Relationships><Relationship Id="r" Type="x/worksheet" Target="one.xml"/></Relationships>',
        ),
        'xl/one.xml': strToU8(`<worksheet><!--${' '.repeat(bytes)}--></worksheet>`),
      })
    }
    const bytes = maxUnpackedBytes / 8
    expect(problem(pointing(2, bytes))).toBe('empty')
    expect(problem(pointing(8, bytes))).toBe('too_large')
  })

  it('[IMP-3] says what is wrong with a file that is no workbook one can read', () => {
    expect(problem(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1))).toBe('old_workbook')
    expect(problem(zipSync({ 'content.xml': strToU8('<x/>') }))).toBe('not_a_workbook')
    expect(problem(sheetOf(header).slice(0, 400))).toBe('damaged')
    expect(problem(sheetOf('<row><c'))).toBe('damaged')
    expect(problem(sheetOf(header))).toBe('empty')
  })

  it('[IMP-19] never throws, whatever bytes of a workbook are broken', () => {
    const good = sheetOf(`${header}<row r="2">${text('A')}<c><v>1</v></c></row>`)
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 }),
        (changes) => {
          const broken = good.slice()
          for (const [at, byte] of changes) broken[at] = byte
          readTable(broken)
        },
      ),
      { numRuns: 500 },
    )
  })
})
