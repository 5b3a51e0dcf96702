import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cardsInJournal } from '../src/journal.ts'
import type { Person } from '../src/person.ts'
import { expect, test } from '../src/world.ts'

const cards = [
  {
    title: 'Frota nova',
    fields: { account: 'Ipê', value: 123_450, closeOn: '2026-12-05', contactPhone: '+55 11 90000-1234' },
  },
  { title: '=1+1', stage: 'Ganhas', fields: { account: 'São João; & filhos', value: 700 } },
] as const

test.describe('files in and out', () => {
  let folder = ''
  test.beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mutirao-io-'))
  })
  test.afterAll(() => rm(folder, { recursive: true, force: true }))

  const openFromMenu = async ({ page }: Person, item: RegExp) => {
    await page.getByRole('button', { name: 'Mais opções' }).click()
    await page.getByRole('menuitem', { name: item }).click()
    return page.getByRole('dialog')
  }
  /** Exports in a format and gives the path of the file. */
  const exported = async (person: Person, format: string) => {
    const dialog = await openFromMenu(person, /Exportar planilha/)
    await dialog.getByRole('radio', { name: new RegExp(format) }).check()
    const download = person.page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Exportar 2 oportunidades' }).click()
    const file = await download
    const path = join(folder, file.suggestedFilename())
    await file.saveAs(path)
    await expect(dialog).toBeHidden()
    return path
  }

  test('[EXP-7] [IMP-21] a board goes out as Excel and comes in on another board as the same cards', async ({
    world,
  }) => {
    const from = await world.board('Origem: A/B', [...cards])
    const to = await world.board('Destino', [])
    const ana = await world.arrive({ who: 'ana' })
    await ana.visit(from.id)
    const path = await exported(ana, 'Excel')
    expect(path).toMatch(/Origem A B \d{4}-\d\d-\d\d\.xlsx$/)

    await ana.visit(to.id)
    const dialog = await openFromMenu(ana, /Importar planilha/)
    await dialog.locator('input[type=file]').setInputFiles(path)
    await dialog.getByRole('button', { name: 'Importar 2 oportunidades' }).click()
    await expect(dialog.getByText('2 oportunidades importadas')).toBeVisible()
    await ana.expectState('saved')
    const came = [...(await cardsInJournal(world.server.database, to.name)).values()]
    for (const { title, fields } of cards)
      expect(came.find((card) => card['title'] === title)).toMatchObject({ ...fields })

    // The same file once more repeats what is there: nothing is made twice, and updating is one choice away.
    await dialog.getByRole('button', { name: 'Ver o quadro' }).click()
    const again = await openFromMenu(ana, /Importar planilha/)
    await again.locator('input[type=file]').setInputFiles(path)
    await expect(again.getByText('2 linhas repetem oportunidades do quadro')).toBeVisible()
    await expect(again.getByRole('button', { name: /^Importar 0/ })).toBeDisabled()
    await again.getByRole('radio', { name: 'Atualizar' }).click()
    await again.getByRole('button', { name: 'Importar 2 oportunidades' }).click()
    await expect(again.getByText('2 oportunidades importadas')).toBeVisible()
    await ana.expectState('saved')
    expect((await cardsInJournal(world.server.database, to.name)).size).toBe(2)
  })

  test('[EXP-1] [EXP-3] CSV for Excel in Brazil, with no text that runs as a formula, by keyboard', async ({
    world,
  }) => {
    const board = await world.board('Planilha', [...cards])
    const ana = await world.arrive({ who: 'ana' })
    await ana.visit(board.id)
    const text = await readFile(await exported(ana, 'CSV brasileiro'), 'utf8')
    expect(text.startsWith('\ufeffTítulo;Conta;Valor;')).toBe(true)
    expect(text).toContain('Frota nova;Ipê;1234,50;')
    expect(text).toContain('\r\n\'=1+1;"São João; & filhos";7,00;Ganhas;')
    expect(text).toContain(";'+55 11 90000-1234;")

    const dialog = await openFromMenu(ana, /Exportar planilha/)
    await expect(dialog.getByRole('radio', { name: /CSV brasileiro/ })).toBeChecked()
    await ana.page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(ana.page.getByRole('button', { name: 'Mais opções' })).toBeFocused()
  })

  test('[IMP-3] a file that only looks like a workbook is refused in a sentence', async ({ world }) => {
    const board = await world.board('Quebrada', [])
    const ana = await world.arrive({ who: 'ana' })
    await ana.visit(board.id)
    const path = join(folder, 'old.xlsx')
    await writeFile(path, Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1))
    const dialog = await openFromMenu(ana, /Importar planilha/)
    await dialog.locator('input[type=file]').setInputFiles(path)
    await expect(dialog.getByRole('alert')).toContainText('formato antigo (.xls) ou tem senha')
  })
})
