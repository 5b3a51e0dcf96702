import { cardInJournal, cardsInJournal } from '../src/journal.ts'
import type { Person } from '../src/person.ts'
import { expect, test } from '../src/world.ts'

/** Presses keys and looks after each of them: the focus is somewhere, always. */
async function press(person: Person, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await person.page.keyboard.press(key)
    await expect.poll(() => person.focused(), { message: `focus after ${key}` }).not.toBe('body')
  }
}

/** Arrows down an open menu until this item has the focus. */
async function walkMenuTo(person: Person, name: RegExp): Promise<void> {
  const item = person.page.getByRole('menuitem', { name })
  // The menu takes the focus a frame after it opened.
  await expect(item).toBeVisible()
  await expect
    .poll(() => person.page.evaluate(() => document.activeElement?.closest('[role=menu]') !== null))
    .toBe(true)
  for (let steps = 0; steps < 12 && !(await item.evaluate((it) => it === document.activeElement)); steps++)
    await press(person, 'ArrowDown')
  await expect(item).toBeFocused()
}

const isOn = (person: Person, cardId: string) => expect.poll(() => person.focused()).toBe(`card ${cardId}`)

test.describe('without a mouse', () => {
  test('[E2E-10] [CRD-14] everything on a board is done by keyboard, Esc closes one layer, and the focus is never lost', async ({
    world,
  }) => {
    test.setTimeout(180_000)
    const { database } = world.server
    const board = await world.board('Teclado', [
      { title: 'Um' },
      { title: 'Dois' },
      { title: 'Três' },
      { title: 'Ao lado', stage: 'Qualificação' },
    ])
    const id = (title: string) => board.cards.get(title) ?? ''
    const [first, second] = board.stages
    const ana = await world.arrive({ who: 'ana' })
    await ana.visit(board.id)
    const { page } = ana
    const inStage = (stageId: string | undefined, cardId: string) =>
      expect(ana.stage(stageId ?? '').locator(`[data-card="${cardId}"]`)).toBeVisible()

    await test.step('walk', async () => {
      await page.keyboard.press('j')
      await isOn(ana, id('Um'))
      await press(ana, 'j')
      await isOn(ana, id('Dois'))
      await press(ana, 'ArrowDown', 'k')
      await isOn(ana, id('Dois'))
      await press(ana, 'ArrowUp', 'ArrowRight')
      await isOn(ana, id('Ao lado'))
      await press(ana, 'ArrowLeft')
      await isOn(ana, id('Um'))
    })

    await test.step('open, edit a field, close', async () => {
      await press(ana, 'e')
      const drawer = page.getByRole('dialog')
      await expect(drawer).toBeVisible()
      const account = drawer.locator('input[name=account]')
      for (let tabs = 0; tabs < 40 && !(await account.evaluate((field) => field === document.activeElement)); tabs++)
        await press(ana, 'Tab')
      await expect(account).toBeFocused()
      await page.keyboard.type('Ipê')
      await press(ana, 'Enter')
      await expect.poll(async () => (await cardInJournal(database, board.name, id('Um')))?.['account']).toBe('Ipê')
      await page.keyboard.type('xyz')
      await press(ana, 'Escape')
      await expect(drawer, 'the first Esc gives up what is typed').toBeVisible()
      await expect(account).toHaveValue('Ipê')
      for (let presses = 0; presses < 2 && (await drawer.isVisible()); presses++) await press(ana, 'Escape')
      await expect(drawer).toBeHidden()
      await isOn(ana, id('Um'))
    })

    await test.step('walk from card to card with the drawer open', async () => {
      await press(ana, 'Enter')
      const drawer = page.getByRole('dialog')
      await expect(drawer.locator('[name=title]')).toHaveValue('Um')
      await press(ana, 'j')
      await expect(drawer.locator('[name=title]')).toHaveValue('Dois')
      await press(ana, 'Escape')
      await expect(drawer).toBeHidden()
    })

    await test.step('move by keys and by dialog, take both back', async () => {
      await page.keyboard.press('k')
      await press(ana, 'k')
      await isOn(ana, id('Um'))
      await press(ana, 'Shift+ArrowRight')
      await inStage(second?.id, id('Um'))
      await isOn(ana, id('Um'))
      await press(ana, 'Shift+ArrowDown')
      await expect(
        ana
          .stage(second?.id ?? '')
          .locator('[data-card]')
          .last(),
      ).toHaveAttribute('data-card', id('Um'))
      await press(ana, 'Control+z', 'Control+z')
      await inStage(first?.id, id('Um'))
      await press(ana, 'm')
      const dialog = page.getByRole('dialog')
      await expect(dialog).toContainText('Mover “Um”')
      await press(ana, 'Escape')
      await expect(dialog).toBeHidden()
      await press(ana, 'm')
      await expect(dialog.getByRole('combobox')).toBeFocused()
      await expect(dialog.getByRole('combobox'), 'begins with the next stage').toContainText(second?.name ?? '')
      await press(ana, 'Enter')
      await expect(page.getByRole('option', { selected: true })).toBeFocused()
      await press(ana, 'ArrowUp')
      // The list moves the focus a moment after the key: an Enter before that chooses what was chosen already.
      await expect(page.getByRole('option', { name: first?.name ?? '' })).toBeFocused()
      await press(ana, 'ArrowDown')
      await expect(page.getByRole('option', { name: second?.name ?? '' })).toBeFocused()
      await press(ana, 'Enter')
      await expect(dialog.getByRole('combobox')).toContainText(second?.name ?? '')
      for (let tabs = 0; tabs < 12 && !(await ana.focused()).startsWith('button Mover'); tabs++) await press(ana, 'Tab')
      await press(ana, 'Enter')
      await expect(dialog).toBeHidden()
      await inStage(second?.id, id('Um'))
      await isOn(ana, id('Um'))
    })

    await test.step('the menu of a card', async () => {
      await press(ana, 'Tab')
      expect(await ana.focused()).toContain('Ações de Um')
      await press(ana, 'Enter')
      await expect(page.getByRole('menu')).toBeVisible()
      await press(ana, 'Escape')
      await expect(page.getByRole('menu')).toBeHidden()
      expect(await ana.focused()).toContain('Ações de Um')
    })

    await test.step('what was opened from a menu gives the focus back', async () => {
      await press(ana, 'Enter')
      await walkMenuTo(ana, /^Mover para…/)
      await press(ana, 'Enter')
      await expect(page.getByRole('dialog')).toContainText('Mover “Um”')
      await press(ana, 'Escape')
      await expect(page.getByRole('dialog')).toBeHidden()
      expect(await ana.focused()).toContain('Ações de Um')
      await page.getByRole('button', { name: 'Mais opções' }).focus()
      await press(ana, 'Enter')
      await walkMenuTo(ana, /^Importar planilha/)
      await press(ana, 'Enter')
      await expect(page.getByRole('dialog').getByRole('button', { name: 'Escolher arquivo' })).toBeFocused()
      await press(ana, 'Escape')
      await expect(page.getByRole('dialog')).toBeHidden()
      expect(await ana.focused()).toContain('Mais opções')
    })

    await test.step('a card that changed its stage, or was archived, while it was open', async () => {
      await ana.card(id('Três')).focus()
      await press(ana, 'Enter')
      const drawer = page.getByRole('dialog')
      await drawer.getByRole('button', { name: new RegExp(`${second?.name}`) }).focus()
      await press(ana, 'Enter')
      await inStage(second?.id, id('Três'))
      await press(ana, 'Escape')
      await expect(drawer).toBeHidden()
      await isOn(ana, id('Três'))
      await press(ana, 'Enter')
      await drawer.getByRole('button', { name: 'Arquivar' }).last().focus()
      await press(ana, 'Enter')
      await expect(ana.card(id('Três'))).toHaveCount(0)
      await press(ana, 'Escape')
      await expect(drawer).toBeHidden()
      await press(ana, 'Control+z', 'Control+z')
      await inStage(first?.id, id('Três'))
      await ana.card(id('Um')).focus()
    })

    await test.step('quick add, archive, take back', async () => {
      await press(ana, 'n')
      await page.keyboard.type('Nova pelo teclado')
      await press(ana, 'Enter', 'Escape')
      const made = page.locator('[data-card]').filter({ hasText: 'Nova pelo teclado' })
      await expect(made).toBeFocused()
      const madeId = (await made.getAttribute('data-card')) ?? ''
      await press(ana, 'Delete')
      await expect(made).toBeHidden()
      await ana.expectState('saved')
      expect((await cardInJournal(database, board.name, madeId))?.['deletedAt']).toEqual(expect.any(Number))
      await press(ana, 'Control+z')
      await expect(made).toBeVisible()
      await ana.expectState('saved')
      expect(await cardInJournal(database, board.name, madeId)).not.toHaveProperty('deletedAt')
    })

    await test.step('the sheet of keys', async () => {
      await press(ana, '?')
      await expect(page.getByRole('dialog')).toContainText('Andar entre cartões')
      await press(ana, 'Escape')
      await expect(page.getByRole('dialog')).toBeHidden()
    })

    const cards = await cardsInJournal(database, board.name)
    expect(cards.get(id('Um'))).toMatchObject({ title: 'Um', account: 'Ipê', pos: { stage: second?.id } })
    expect(cards.get(id('Dois'))).toMatchObject({ title: 'Dois', pos: { stage: first?.id } })
  })

  test('[E2E-11] the focus stays with a card that a colleague moves, and falls on a neighbour when it is archived', async ({
    world,
  }) => {
    const board = await world.board('Foco', [{ title: 'Alvo' }, { title: 'Vizinha' }, { title: 'Outra' }])
    const target = board.cards.get('Alvo') ?? ''
    const ana = await world.arrive({ who: 'ana' })
    const bruno = await world.arrive({ who: 'bruno' })
    await ana.visit(board.id)
    await bruno.visit(board.id)
    await ana.card(target).focus()
    await bruno.card(target).focus()
    await bruno.page.keyboard.press('Shift+ArrowRight')
    await expect(ana.stage(board.stages[1]?.id ?? '').locator(`[data-card="${target}"]`)).toBeVisible()
    await isOn(ana, target)
    await bruno.page.keyboard.press('Shift+ArrowLeft')
    await expect(ana.stage(board.stages[0]?.id ?? '').locator(`[data-card="${target}"]`)).toBeVisible()
    await isOn(ana, target)
    await bruno.page.keyboard.press('Delete')
    await expect(ana.card(target)).toHaveCount(0)
    await expect.poll(() => ana.focused()).toMatch(/^card /)
  })
})
