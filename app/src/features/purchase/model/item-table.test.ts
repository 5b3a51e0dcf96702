import type { ItemSnapshot } from '@mutirao/documents'
import { expect, it } from 'vitest'
import { purchase as english } from '../../../i18n/en/purchase.ts'
import { purchase as portuguese } from '../../../i18n/pt-BR/purchase.ts'
import { readTable } from '../../../tables/read/table.ts'
import { brazilianCsv, csvWriter } from '../../../tables/write/csv.ts'
import { arrange, itemRows, itemsFrom, sheetColumns } from './item-table.ts'

const table = (text: string) => {
  const read = readTable(new TextEncoder().encode(text))
  if (!read.ok) throw new Error(read.problem)
  return read.table
}

it('[PUR-6] a file becomes items by its headings; rows without words and cells that mean nothing are counted, not guessed', () => {
  const { items, skipped, unread } = itemsFrom(
    table(
      'Produto;Qtde;Unid.;Preço unitário;Centro de custo\nMonitor 27;3;un;1.200,50;TI\n;2;un;5,00;TI\nCabo;duas;m;12,00;\n',
    ),
    'pt-BR',
  )
  expect(items).toEqual([
    { description: 'Monitor 27', quantity: '3', unit: 'un', estimate: 120_050, costCentre: 'TI' },
    { description: 'Cabo', unit: 'm', estimate: 1_200 },
  ])
  expect([skipped, unread]).toEqual([1, 1])
})

it.each([
  ['Portuguese', portuguese],
  ['English', english],
])('[PUR-6] what is exported under %s headings comes back as the same items', (_, words) => {
  const item: ItemSnapshot = {
    id: 'one',
    description: '=Cadeira; "giratória"',
    code: 'C-9',
    quantity: '2,5',
    unit: 'un',
    estimateCents: 89_990,
    costCentre: 'Filial',
    account: '4.1.2',
    rank: 'a',
  }
  const writer = csvWriter(
    sheetColumns((id) => words.items.column[id]),
    brazilianCsv,
  )
  writer.rows(itemRows([item]))
  const bytes = Buffer.concat(writer.finish().map((part) => Buffer.from(part)))
  const read = readTable(new Uint8Array(bytes))
  if (!read.ok) throw new Error(read.problem)
  const { id: _id, rank: _rank, estimateCents, ...texts } = item
  expect(itemsFrom(read.table, 'pt-BR').items).toEqual([{ ...texts, estimate: estimateCents }])
})

it('[PUR-22] a pasted block goes by its headings when it has them; what may be an item stays one', () => {
  const named = [
    ['Qtd', '', 'Produto', 'Preço'],
    ['3', 'x', 'Monitor', '900'],
  ]
  expect(arrange(named, 4)).toEqual({ block: [['Monitor', '', '3', '', '900', '', '', '']], column: 0 })
  for (const block of [
    [['Material'], ['Cabo']],
    [
      ['Material elétrico', '3'],
      ['Cabo', '4'],
    ],
    [['Produto', 'Qtd']],
    [
      ['Valor', 'Qtd'],
      ['1', '2'],
    ],
  ])
    expect(arrange(block, 2)).toEqual({ block, column: 2 })
})
