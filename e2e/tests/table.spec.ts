import type { Locator } from '@playwright/test'
import { cardInJournal, cardsInJournal } from '../src/journal.ts'
import type { Person } from '../src/person.ts'
import type { MadeBoard } from '../src/boards.ts'
import { expect, test } from '../src/world.ts'

const spread = 'Portal\tProposta\t1.500,00\nRede\tNada disso\tcaro'

async function openTable(person: Person, board: MadeBoard): Promise<Locator> {
  await person.page.goto(`/funil/${board.id}?layout=tabela`)
  const grid = person.page.getByRole('grid')
  await expect(grid).toBeVisible({ timeout: 30_000 })
  await person.isComplete()
  return grid
}
const cell = (grid: Locator, cardId: string, column: string) =>
  grid.locator(`[data-row="${cardId}"] [data-cell="${column}"]`)

/** What a spreadsheet would put on the clipboard. */
async function paste(person: Person, text: string): Promise<void> {
  await person.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await person.page.evaluate((content) => navigator.clipboard.writeText(content), text)
  await person.page.keyboard.press('Control+v')
}

test.describe('the table of a board', () => {
  test('[TBL-14] two people edit cells at once, one pastes a range and takes it back; nothing of either is lost', async ({
    world,
  }) => {
    test.setTimeout(240_000)
    const { database } = world.server
    const board = await world.board('Tabela a dois', [
      { title: 'Um', fields: { value: 10_000, account: 'Ipê' } },
      { title: 'Dois', fields: { value: 20_000 } },
      { title: 'Três', fields: { value: 30_000 } },
    ])
    const id = (title: string) => board.cards.get(title) ?? ''
    const stored = (title: string) => cardInJournal(database, board.name, id(title))
    const ana = await world.arrive({ who: 'ana' })
    const bruno = await world.arrive({ who: 'bruno' })
    const [anas, brunos] = [await openTable(ana, board), await openTable(bruno, board)]

    await test.step('different cells of the same row, at once', async () => {
      await cell(anas, id('Um'), 'value').click()
      await cell(brunos, id('Um'), 'account').click()
      await expect(cell(anas, id('Um'), 'account')).toHaveAttribute('data-occupied', /.+/)
      await Promise.all([ana.page.keyboard.type('2.500'), bruno.page.keyboard.type('Mirante')])
      await Promise.all([ana.page.keyboard.press('Enter'), bruno.page.keyboard.press('Enter')])
      for (const person of [ana, bruno]) await person.expectState('saved')
      await expect.poll(() => stored('Um')).toMatchObject({ value: 250_000, account: 'Mirante' })
      await expect(cell(anas, id('Um'), 'account')).toContainText('Mirante')
      await expect(cell(brunos, id('Um'), 'value')).toContainText('2.500')
    })

    await test.step('a pasted range, and the way back around what the colleague did since', async () => {
      await cell(anas, id('Um'), 'title').click()
      await paste(ana, spread)
      await expect(cell(brunos, id('Um'), 'title')).toContainText('Portal')
      await expect(ana.page.locator('[data-troubles]')).toContainText('Linha 2, Valor: “caro” não é um valor.')
      await ana.expectState('saved')
      expect(await stored('Um')).toMatchObject({ title: 'Portal', value: 150_000, account: 'Mirante' })
      expect(await stored('Dois')).toMatchObject({ title: 'Rede', value: 20_000 })
      await cell(brunos, id('Dois'), 'title').click()
      await bruno.page.keyboard.type('Rede nova')
      await bruno.page.keyboard.press('Enter')
      await expect(cell(anas, id('Dois'), 'title')).toContainText('Rede nova')
      await ana.page.keyboard.press('Control+z')
      await expect(cell(brunos, id('Um'), 'title')).toContainText('Um')
      await ana.expectState('saved')
      expect(await stored('Um')).toMatchObject({ title: 'Um', value: 250_000, pos: { stage: board.stages[0]?.id } })
      expect(await stored('Dois')).toMatchObject({ title: 'Rede nova' })
    })
    expect((await cardsInJournal(database, board.name)).size).toBe(3)
  })

  test('[TBL-10] everything in the table is done by keyboard, and the layout stays in the address', async ({
    world,
  }) => {
    test.setTimeout(180_000)
    const { database } = world.server
    const board = await world.board('Tabela sem mouse', [
      { title: 'Um', fields: { value: 10_000 } },
      { title: 'Dois', fields: { value: 20_000 } },
      { title: 'Três', fields: { value: 30_000 } },
    ])
    const id = (title: string) => board.cards.get(title) ?? ''
    const ana = await world.arrive({ who: 'ana' })
    await ana.visit(board.id)
    const { page } = ana
    const layout = page.getByRole('radio', { name: 'Tabela' })
    await layout.focus()
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/layout=tabela/u)
    const grid = page.getByRole('grid')
    for (let tabs = 0; tabs < 30 && !(await grid.evaluate((one) => one === document.activeElement)); tabs++)
      await page.keyboard.press('Tab')
    await expect(grid).toBeFocused()
    const press = async (...keys: readonly string[]) => {
      for (const key of keys) {
        await page.keyboard.press(key)
        await expect.poll(() => ana.focused(), { message: `focus after ${key}` }).not.toBe('body')
      }
    }
    await press('Home', 'ArrowRight', 'ArrowRight', 'F2', 'Control+a')
    await page.keyboard.type('99,90')
    await press('Enter')
    await expect.poll(async () => (await cardInJournal(database, board.name, id('Um')))?.['value']).toBe(9_990)
    await press('ArrowUp', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Control+d')
    await expect.poll(async () => (await cardInJournal(database, board.name, id('Três')))?.['value']).toBe(9_990)
    await expect(page.locator('[data-selected]')).toContainText('3 células')
    await press('Delete')
    await expect.poll(async () => (await cardInJournal(database, board.name, id('Dois')))?.['value']).toBe(undefined)
    await press('Control+z', 'Control+z')
    await expect.poll(async () => (await cardInJournal(database, board.name, id('Dois')))?.['value']).toBe(20_000)
    await press('Escape', 'Home', 'Space')
    await expect(page.getByRole('dialog')).toBeVisible()
    await expect(page).toHaveURL(/layout=tabela/u)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    await expect.poll(() => ana.focused()).not.toBe('body')
    await page.reload()
    await expect(page.getByRole('grid')).toBeVisible()
  })
})
