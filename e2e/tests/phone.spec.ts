import type { CDPSession } from '@playwright/test'
import { cardInJournal, cardsInJournal } from '../src/journal.ts'
import type { Person } from '../src/person.ts'
import { until } from '../src/until.ts'
import { expect, test } from '../src/world.ts'

const finger = async (session: CDPSession, type: 'touchStart' | 'touchMove' | 'touchEnd', x = 0, y = 0) =>
  session.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] })

/** Nothing sticks out of the screen to the right. */
const expectNoSidewaysScroll = (person: Person) =>
  expect
    .poll(() => person.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth))
    .toBe(0)

test('[E2E-13] a phone shows one stage at a time, and everything works by touch', async ({ world }) => {
  test.setTimeout(180_000)
  const { database } = world.server
  const board = await world.board('Telefone', [
    {
      title: 'Primeira',
      fields: { value: 128_450_000, account: 'Cooperativa Agroindustrial dos Produtores do Cerrado' },
    },
    { title: 'Segunda' },
    { title: 'Terceira' },
    { title: 'Do lado', stage: 'Qualificação' },
  ])
  const id = (title: string) => board.cards.get(title) ?? ''
  const [first, second] = board.stages
  const ana = await world.arrive({ who: 'ana', phone: true })
  await ana.visit(board.id)
  const { page } = ana
  const chip = (name: string | undefined) => page.getByRole('button', { name: new RegExp(`^${name}`) })
  const stored = async (title: string) =>
    ((await cardInJournal(database, board.name, id(title)))?.['pos'] as { stage: string } | undefined)?.stage

  await test.step('chips', async () => {
    await expect(ana.card(id('Primeira'))).toBeVisible()
    await expect(ana.card(id('Do lado'))).toBeHidden()
    await expectNoSidewaysScroll(ana)
    await chip(second?.name).tap()
    await expect(ana.card(id('Do lado'))).toBeVisible()
    await expect(ana.card(id('Primeira'))).toBeHidden()
    await chip(first?.name).tap()
  })

  await test.step('a card fills the screen', async () => {
    await ana.card(id('Primeira')).tap()
    const drawer = page.getByRole('dialog')
    await expect.poll(async () => (await drawer.boundingBox())?.width).toBe(390)
    await expectNoSidewaysScroll(ana)
    await drawer.locator('input[name=contactName]').fill('Joana')
    await drawer.locator('input[name=contactName]').press('Enter')
    await drawer
      .getByRole('button', { name: /Fechar/ })
      .first()
      .tap()
    await expect(drawer).toBeHidden()
    await ana.expectState('saved')
    expect(await cardInJournal(database, board.name, id('Primeira'))).toMatchObject({ contactName: 'Joana' })
  })

  await test.step('"Mover para…"', async () => {
    await page.getByRole('button', { name: 'Ações de Segunda' }).tap()
    await page.getByRole('menuitem', { name: 'Mover para…' }).tap()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox').tap()
    await page.getByRole('option', { name: second?.name ?? '' }).tap()
    await expectNoSidewaysScroll(ana)
    await dialog.getByRole('button', { name: 'Mover', exact: true }).tap()
    await expect(dialog).toBeHidden()
    await expect.poll(() => stored('Segunda')).toBe(second?.id)
    await chip(first?.name).tap()
    await expect(ana.card(id('Primeira'))).toBeVisible()
  })

  await test.step('a long press lifts a card and a chip takes it', async () => {
    const session = await ana.context.newCDPSession(page)
    const from = await ana.card(id('Terceira')).boundingBox()
    const to = await chip(second?.name).boundingBox()
    if (!from || !to) throw new Error('nothing to drag')
    const [x, y] = [from.x + 60, from.y + 20]
    const [toX, toY] = [to.x + to.width / 2, to.y + to.height / 2]
    await finger(session, 'touchStart', x, y)
    await expect(page.locator('.card-lifted')).toBeVisible()
    for (let step = 1; step <= 6; step++) {
      await finger(session, 'touchMove', x + ((toX - x) * step) / 6, y + ((toY - y) * step) / 6)
    }
    // Held over a chip, its stage opens: the card that lies there comes into sight.
    await expect(ana.card(id('Do lado'))).toBeVisible()
    await finger(session, 'touchEnd')
    await expect(page.locator('.card-lifted')).toHaveCount(0)
    await expect.poll(() => stored('Terceira')).toBe(second?.id)
  })

  await test.step('a swipe scrolls and lifts nothing', async () => {
    const before = await cardsInJournal(database, board.name)
    const session = await ana.context.newCDPSession(page)
    const box = await ana.card(id('Do lado')).boundingBox()
    if (!box) throw new Error('nothing to swipe')
    await finger(session, 'touchStart', box.x + 60, box.y + 10)
    await finger(session, 'touchMove', box.x + 60, box.y + 60)
    await finger(session, 'touchMove', box.x + 60, box.y + 140)
    await expect(page.locator('.card-lifted')).toHaveCount(0)
    await finger(session, 'touchEnd')
    expect(await cardsInJournal(database, board.name)).toEqual(before)
    await expect(page.getByRole('dialog')).toBeHidden()
  })

  await test.step('quick add', async () => {
    await page.getByRole('button', { name: 'Nova', exact: true }).tap()
    await page.locator('textarea').fill('Feita no telefone')
    await page.locator('textarea').press('Enter')
    await expect(page.locator('[data-card]').filter({ hasText: 'Feita no telefone' })).toBeVisible()
    await expectNoSidewaysScroll(ana)
    await until('it is in the journal', async () =>
      [...(await cardsInJournal(database, board.name)).values()].some((card) => card['title'] === 'Feita no telefone'),
    )
    await ana.expectState('saved')
  })
})

test('[E2E-22] on a phone no keys are shown, toasts cover nothing one needs, and layers give the focus back', async ({
  world,
}) => {
  test.setTimeout(180_000)
  const board = await world.board('Ao alcance do dedo', [{ title: 'Primeira' }, { title: 'Segunda' }])
  const id = (title: string) => board.cards.get(title) ?? ''
  const ana = await world.arrive({ who: 'ana', phone: true })
  await ana.visit(board.id)
  const { page } = ana
  const toast = page.locator('[data-toast]')
  const isClearOf = (selector: string) =>
    expect
      .poll(async () => {
        const [one, other] = [await toast.first().boundingBox(), await page.locator(selector).boundingBox()]
        return one !== null && other !== null && (one.y + one.height <= other.y || other.y + other.height <= one.y)
      }, selector)
      .toBe(true)

  await test.step('the palette from the navigation', async () => {
    const more = page.getByRole('button', { name: 'Mais', exact: true })
    await more.tap()
    await page.getByRole('menuitem', { name: 'Buscar e fazer' }).tap()
    await expect(page.getByRole('combobox')).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(more).toBeFocused()
  })

  await test.step('a card’s menu and its toast', async () => {
    await page.getByRole('button', { name: 'Ações de Primeira' }).tap()
    await expect(page.getByRole('menu')).toBeVisible()
    await expect(page.locator('kbd:visible')).toHaveCount(0)
    await page.getByRole('menuitem', { name: 'Arquivar' }).tap()
    await expect(toast).toBeVisible()
    await isClearOf('button.fixed')
    await isClearOf('nav >> nth=-1')
    await ana.card(id('Segunda')).tap()
    await expect(page.getByRole('dialog')).toBeVisible()
    await isClearOf('dialog footer')
    await page.keyboard.press('Escape')
  })

  await test.step('the table', async () => {
    await page.goto(`/funil/${board.id}?layout=tabela`)
    await page.locator('[data-new-row] input').fill('Terceira')
    await page.keyboard.press('Enter')
    await expect(page.locator('[data-table]')).toContainText('Terceira')
    await expect(toast).toBeVisible()
    await isClearOf('[data-new-row]')
    await isClearOf('[data-totals]')
  })
})
