import AxeBuilder from '@axe-core/playwright'
import type { Person } from '../src/person.ts'
import { expect, test } from '../src/world.ts'

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Zero violations on what is on the screen now; a failure names rule, element and advice. `covers`: something lies over a part of the board. */
async function check(person: Person, what: string, covers = false): Promise<void> {
  // Half-faded text has half its contrast: measured is what stays.
  await person.page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((one) => one.effect?.getComputedTiming().iterations !== Infinity)
        .map((one) => one.finished.catch(() => undefined)),
    ),
  )
  const { violations } = await new AxeBuilder({ page: person.page })
    .withTags(levels)
    // A card's menu is shown for the card under the pointer or the focus: half under a drawer or a toast it is no target.
    .exclude(covers ? ['[data-card] ~ [data-no-drag]'] : [])
    .analyze()
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`)
  expect.soft(told, what).toEqual([])
}

const words = {
  'pt-BR': {
    more: 'Mais opções',
    importing: /Importar planilha/,
    archived: /^Arquivadas/,
    move: 'Mover para…',
    comments: /Comentários/,
  },
  en: {
    more: 'More options',
    importing: /Import a spreadsheet/,
    archived: /^Archived/,
    move: 'Move to…',
    comments: /Comments/,
  },
} as const

test.describe('for everybody', () => {
  for (const [language, dark] of [
    ['pt-BR', false],
    ['en', true],
  ] as const) {
    test(`[E2E-12] no screen breaks WCAG 2.2 AA: ${language}, ${dark ? 'dark' : 'light'}`, async ({ world }) => {
      test.setTimeout(240_000)
      const said = words[language]
      const empty = await world.board(`Vazio ${language}`, [])
      // One card of every look. The demo's hundred cards say the same to axe, in ten times the time (100 s per run).
      const board = await world.board(`Acessível ${language}`, [
        {
          title: 'Frota',
          fields: {
            value: 100_000,
            account: 'Ipê',
            closeOn: '2020-01-01',
            nextActivity: 'Ligar',
            nextActivityOn: '2020-01-01',
            source: 'feira',
          },
        },
        { title: 'Silo' },
      ])
      const ana = await world.approach({ who: 'ana', dark, language, byScreen: true })
      const { page } = ana
      await page.addInitScript((chosen) => localStorage.setItem('mutirao.language', chosen), language)
      await page.goto('/')
      await expect(page.locator('input[name=email]')).toBeVisible()
      await expect(page.locator('html')).toHaveAttribute('lang', language)
      await check(ana, 'sign-in')
      await ana.signIn()
      await expect(page.locator('[data-card]').first()).toBeVisible()
      await ana.visit(board.id)
      await ana.expectState('saved')
      await check(ana, 'board')

      await ana.pill.click()
      await expect(page.locator('[data-radix-popper-content-wrapper]')).toBeVisible()
      await check(ana, 'status panel')
      await page.keyboard.press('Escape')

      await page.locator('[data-card]').first().click()
      const drawer = page.getByRole('dialog')
      await expect(drawer.locator('.note-text')).toBeVisible()
      await check(ana, 'drawer', true)
      await drawer.getByRole('tab', { name: said.comments }).click()
      await check(ana, 'comments', true)
      await page.keyboard.press('Escape')
      await expect(drawer).toBeHidden()

      await page.keyboard.press('m')
      await expect(page.getByRole('dialog')).toBeVisible()
      await check(ana, 'move dialog')
      await page.keyboard.press('Escape')

      await page.keyboard.press('?')
      await expect(page.getByRole('dialog')).toBeVisible()
      await check(ana, 'sheet of keys')
      await page.keyboard.press('Escape')

      await page.getByRole('button', { name: said.more }).click()
      await page.getByRole('menuitem', { name: said.importing }).click()
      await check(ana, 'import: choose')
      const csv = 'Título;Valor;Fechamento;Responsável\nBoa;1.234,50;05/12/2026;Zé Ninguém\nRuim;muito;32/13/2026;Ana\n'
      await page
        .getByRole('dialog')
        .locator('input[type=file]')
        .setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
      await expect(page.getByRole('dialog').getByRole('table')).toBeVisible()
      await check(ana, 'import: mapping')
      await page.keyboard.press('Escape')

      await page.locator('[data-card]').first().focus()
      await page.keyboard.press('Delete')
      await expect(page.locator('[data-toast]').first()).toBeVisible()
      await check(ana, 'toast', true)
      await page.getByText(said.archived).first().click()
      await expect(page.locator('[data-stage]')).toHaveCount(0)
      await check(ana, 'archived')
      await page.keyboard.press('Control+z')

      await ana.visit(empty.id)
      await check(ana, 'empty board')
    })
  }

  test('[E2E-12] no screen breaks WCAG 2.2 AA: phone', async ({ world }) => {
    test.setTimeout(120_000)
    const board = await world.board('Telefone acessível', [
      { title: 'Frota', fields: { value: 100_000, account: 'Ipê', closeOn: '2020-01-01' } },
      { title: 'Silo' },
    ])
    const ana = await world.arrive({ who: 'ana', phone: true })
    await ana.visit(board.id)
    await ana.expectState('saved')
    await check(ana, 'board')
    await ana.card(board.cards.get('Frota') ?? '').tap()
    await expect(ana.page.getByRole('dialog').locator('.note-text')).toBeVisible()
    await check(ana, 'card')
  })
})
