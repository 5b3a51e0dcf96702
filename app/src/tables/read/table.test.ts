import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { detectEncoding } from './decode.ts'
import { maxFileBytes, readTable, type ReadChoices, type Table, type TableSource } from './table.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const latin1 = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0))

function read(bytes: Uint8Array, choices?: ReadChoices): Table {
  const result = readTable(bytes, choices)
  if (!result.ok) throw new Error(result.problem)
  return result.table
}
function textSource(bytes: Uint8Array): Extract<TableSource, { kind: 'text' }> {
  const { source } = read(bytes)
  if (source.kind !== 'text') throw new Error('not read as text')
  return source
}
const problem = (bytes: Uint8Array) => {
  const result = readTable(bytes)
  return result.ok ? null : result.problem
}

describe('encoding', () => {
  const text = 'título,conta\nNegociação,São João'
  it('[IMP-1] reads UTF-8 with and without a mark, UTF-16 with one, and Windows-1252', () => {
    const utf16 = new Uint8Array([
      0xff,
      0xfe,
      ...Array.from(text, (sign) => [sign.charCodeAt(0) & 255, sign.charCodeAt(0) >> 8]).flat(),
    ])
    for (const bytes of [utf8(text), new Uint8Array([0xef, 0xbb, 0xbf, ...utf8(text)]), utf16, latin1(text)]) {
      const table = read(bytes)
      expect(table.headers).toEqual(['título', 'conta'])
      expect(table.rows[0]?.cells).toEqual(['Negociação', 'São João'])
    }
    expect(detectEncoding(latin1(text))).toBe('windows-1252')
    expect(detectEncoding(utf8(text))).toBe('utf-8')
  })
  it('[IMP-1] reads the "Unicode text" of Excel: UTF-16 with a mark and tabs, in either byte order', () => {
    const unicode = 'título\tvalor\r\n"Ação; ""São"""\t1.234,50\r\n'
    const units = Array.from(unicode, (sign) => sign.charCodeAt(0))
    const little = Uint8Array.from([0xff, 0xfe, ...units.flatMap((unit) => [unit & 255, unit >> 8])])
    const big = Uint8Array.from([0xfe, 0xff, ...units.flatMap((unit) => [unit >> 8, unit & 255])])
    for (const [bytes, encoding] of [
      [little, 'utf-16le'],
      [big, 'utf-16be'],
    ] as const) {
      expect(textSource(bytes)).toMatchObject({ encoding, delimiter: '\t' })
      expect(read(bytes).rows).toEqual([{ line: 2, cells: ['Ação; "São"', '1.234,50'] }])
    }
  })
  it('[IMP-1] takes the encoding a person chose', () => {
    expect(read(utf8('a,b\né,x'), { encoding: 'windows-1252' }).rows[0]?.cells[0]).toBe('Ã©')
  })
})

describe('table', () => {
  it('[IMP-2] recognises each delimiter, also where another occurs in the cells', () => {
    expect(textSource(utf8('title;value;note\nA;1.234,50;x, y\nB;2,00;x, y, z')).delimiter).toBe(';')
    expect(textSource(utf8('title,value\n"A; B",1\nC,2')).delimiter).toBe(',')
    expect(textSource(utf8('title\tvalue\nA, B\t1\nC\t2,5')).delimiter).toBe('\t')
    expect(textSource(utf8('title|value\nA|1')).delimiter).toBe('|')
    expect(read(utf8('sep=;\ntitle;a,b,c\nx;y')).headers).toEqual(['title', 'a,b,c'])
  })

  it('[IMP-2] keeps quotes, delimiters and line breaks inside quoted cells and counts records', () => {
    const table = read(utf8('title,note\r\n"Say ""hi"", please","two\r\nlines"\r\n\r\nB,c\r\n'))
    expect(table.rows).toEqual([
      { line: 2, cells: ['Say "hi", please', 'two\r\nlines'] },
      { line: 4, cells: ['B', 'c'] },
    ])
    expect(table.source).toMatchObject({ openQuoteLine: null })
    expect(textSource(utf8('title,note\nA,1\nB,"open\nC,3')).openQuoteLine).toBe(3)
  })

  it('[IMP-2] gives every row as many columns as the widest one has content', () => {
    const table = read(utf8('title,value,,\nA,1,,\nB,2,extra,\nC'))
    expect(table.headers).toEqual(['title', 'value', ''])
  })

  it('[IMP-2] sees that a first row of data is no header', () => {
    const table = read(utf8('Frota;R$ 10,00;ana@x.example\nERP;R$ 20,00;b@x.example'))
    expect(table.hasHeader).toBe(false)
    expect(table.rows.map((row) => row.line)).toEqual([1, 2])
    expect(read(utf8('Frota;R$ 10,00\nERP;1'), { hasHeader: true }).headers).toEqual(['Frota', 'R$ 10,00'])
  })

  it('[IMP-31] leaves the title of a report above its header out and counts it; without a header nothing is left out', () => {
    const report = utf8(
      'Relatório de vendas;;;\n\nEmitido em;27/11/2026;;\nCliente;Valor;Fase;Vendedor\nIpê;10,00;Proposta;Ana',
    )
    expect(read(report)).toMatchObject({ above: 2, hasHeader: true, headers: ['Cliente', 'Valor', 'Fase', 'Vendedor'] })
    expect(read(report).rows).toEqual([{ line: 5, cells: ['Ipê', '10,00', 'Proposta', 'Ana'] }])
    expect(read(report, { hasHeader: false })).toMatchObject({ above: 0, hasHeader: false })
    expect(read(report, { hasHeader: false }).rows).toHaveLength(4)
    // Nothing that looks like a header comes below: the first line is what it always was.
    expect(read(utf8('Nome\nIpê;10,00;12/12/2026')).above).toBe(0)
    expect(read(utf8('Nome;Valor\nIpê;10\nSul;20')).above).toBe(0)
  })

  it('[IMP-2] reads back whatever a spreadsheet can write', () => {
    const cell = fc
      .string({ unit: fc.constantFrom('a', 'ç', ',', ';', '\t', '"', '\n', ' ', '|', '1') })
      .map((text) => text.trim())
    const row = fc.tuple(cell, cell, cell).filter((cells) => cells.some((text) => text !== ''))
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(',' as const, ';' as const, '\t' as const),
        (rows, delimiter) => {
          const text = Papa.unparse([['h1x', 'h2x', 'h3x'], ...rows], { delimiter })
          const table = read(utf8(text), { delimiter, hasHeader: true })
          expect(table.rows.map((read) => read.cells)).toEqual(rows)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('[IMP-29] refuses more columns or rows than may come where it meets them, and keeps no blank lines', () => {
    const narrow = 'title,value\nA,1\n'.repeat(40)
    expect(problem(utf8(`${narrow}${'x,'.repeat(501)}`))).toBe('too_large')
    expect(read(utf8(`${narrow}${'x,'.repeat(500)}`)).headers).toHaveLength(500)
    expect(read(utf8(`${narrow}A${','.repeat(1_000)}`)).headers).toHaveLength(2)
    // The last row would be refused for its columns, if anybody came that far.
    expect(problem(utf8(`${'x,y\n'.repeat(50_002)}${'x,'.repeat(501)}`))).toBe('too_many_rows')
    expect(read(utf8(`title,value\nA,1\n${'\n'.repeat(100_000)}B,2`)).rows).toEqual([
      { line: 2, cells: ['A', '1'] },
      { line: 100_003, cells: ['B', '2'] },
    ])
  })

  it('[IMP-3] refuses what is no table, with the reason', () => {
    expect(problem(new Uint8Array([0x50, 0x4b, 0x03, 0x04, 1, 2, 3, 10, 65, 44, 66]))).toBe('damaged')
    expect(problem(utf8(''))).toBe('empty')
    expect(problem(utf8('\n\n , \n'))).toBe('empty')
    expect(problem(utf8('title,value\n'))).toBe('empty')
    expect(problem(new Uint8Array([65, 0, 0, 0, 10]))).toBe('not_text')
    expect(problem(new Uint8Array(maxFileBytes + 1))).toBe('too_large')
    expect(problem(utf8('x\n'.repeat(50_002)))).toBe('too_many_rows')
  })
})
