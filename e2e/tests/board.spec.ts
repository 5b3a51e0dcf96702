import type { MadeBoard } from '../src/boards.ts'
import { cardInJournal } from '../src/journal.ts'
import type { Person } from '../src/person.ts'
import { expect, test, type World } from '../src/world.ts'

const titles = ['Um', 'Dois', 'Três', 'Quatro']
const id = (board: MadeBoard, title: string) => board.cards.get(title) ?? ''
const stage = (board: MadeBoard, index: number) => board.stages[index]?.id ?? ''
/** Where the journal says a card lies. */
const stored = async (world: World, board: MadeBoard, title: string) =>
  (await cardInJournal(world.server.database, board.name, id(board, title))) as {
    readonly pos?: { readonly stage: string }
    readonly lostReason?: string
    readonly owner?: string
  } | null
const inStage = (person: Person, stageId: string, cardId: string) =>
  person.stage(stageId).locator(`[data-card="${cardId}"]`)

test('[SEL-6] several cards are dragged as one; the undo brings back those the colleague did not move since', async ({
  world,
}) => {
  const board = await world.board(
    'Vários',
    titles.map((title) => ({ title })),
  )
  const ana = await world.arrive({ who: 'ana' })
  const bruno = await world.arrive({ who: 'bruno' })
  await ana.visit(board.id)
  await bruno.visit(board.id)
  await ana.card(id(board, 'Um')).click({ modifiers: ['Control'] })
  await ana.card(id(board, 'Três')).click({ modifiers: ['Shift'] })
  await expect(ana.page.locator('[data-selected]')).toHaveCount(3)
  await ana.card(id(board, 'Dois')).dragTo(ana.stage(stage(board, 1)))
  for (const title of ['Um', 'Dois', 'Três'])
    await expect(inStage(bruno, stage(board, 1), id(board, title))).toBeVisible()

  await bruno.card(id(board, 'Dois')).dragTo(bruno.stage(stage(board, 2)))
  await expect(inStage(ana, stage(board, 2), id(board, 'Dois'))).toBeVisible()
  await ana.page.keyboard.press('Control+z')
  for (const title of ['Um', 'Três']) await expect(inStage(bruno, stage(board, 0), id(board, title))).toBeVisible()
  for (const person of [ana, bruno]) await person.expectState('saved')
  expect((await stored(world, board, 'Dois'))?.pos?.stage).toBe(stage(board, 2))
  await expect(ana.page.locator('[data-toast]').filter({ hasText: 'ficou como está' })).toBeVisible()
})

test('[SEL-7] [OUT-2] by keyboard only: cards are chosen, lost together, and the reason is given; nothing holds up the move', async ({
  world,
}) => {
  const board = await world.board(
    'Teclado em massa',
    titles.map((title) => ({ title })),
  )
  const ana = await world.arrive({ who: 'ana' })
  const bruno = await world.arrive({ who: 'bruno' })
  await bruno.visit(board.id)
  await ana.visit(board.id)
  const { keyboard } = ana.page
  await keyboard.press('j')
  await expect.poll(() => ana.focused()).toBe(`card ${id(board, 'Um')}`)
  await keyboard.press('x')
  await keyboard.press('Shift+J')
  await expect(ana.page.locator('[data-selected]')).toHaveCount(2)
  await keyboard.press('b')
  await keyboard.press('Tab')
  await expect.poll(() => ana.focused()).toContain('Etapa')
  await keyboard.press('Enter')
  await expect(ana.page.getByRole('menuitem').first()).toBeFocused()
  await keyboard.press('End')
  await expect(ana.page.getByRole('menuitem', { name: 'Perdidas' })).toBeFocused()
  await keyboard.press('Enter')
  for (const title of ['Um', 'Dois']) await expect(inStage(bruno, stage(board, 5), id(board, title))).toBeVisible()

  const question = ana.page.getByRole('region', { name: 'Motivo da perda' })
  await expect(question).toContainText('Por que estas 2 foram perdidas?')
  expect(await question.evaluate((element) => element.contains(document.activeElement))).toBe(false)
  await keyboard.press('r')
  await expect.poll(() => ana.focused()).toContain('Preço')
  await keyboard.press('Enter')
  await expect(question).toBeHidden()
  await ana.expectState('saved')
  for (const title of ['Um', 'Dois']) expect((await stored(world, board, title))?.lostReason).toBe('Preço')
  expect(await ana.focused()).not.toBe('body')

  await keyboard.press('Control+z')
  await keyboard.press('Control+z')
  for (const title of ['Um', 'Dois']) await expect(inStage(bruno, stage(board, 0), id(board, title))).toBeVisible()
})

test('[STG-1] [STG-5] stages are edited by one and seen by the other; who may only look finds nothing to edit', async ({
  world,
}) => {
  const board = await world.board(
    'Etapas',
    titles.map((title) => ({ title })),
  )
  const ana = await world.arrive({ who: 'ana' })
  const bruno = await world.arrive({ who: 'bruno' })
  await ana.visit(board.id)
  await bruno.visit(board.id)
  await ana.page.getByRole('button', { name: 'Prospecção', exact: true }).click()
  await ana.page.keyboard.type('Contato')
  await ana.page.keyboard.press('Enter')
  await expect(bruno.column('Contato')).toBeVisible()

  await ana.stage(stage(board, 0)).hover()
  await ana.page.getByRole('button', { name: 'Editar etapa Contato' }).click()
  const panel = ana.page.getByRole('dialog')
  await panel.getByLabel('Limite de cartões').fill('3')
  await panel.getByLabel('Limite de cartões').press('Enter')
  await expect(bruno.stage(stage(board, 0)).locator('[data-over]')).toContainText('4/3')
  await panel.getByRole('button', { name: 'Mover para a direita' }).press('Enter')
  await expect(bruno.page.locator('[data-stage]').nth(1)).toHaveAttribute('data-stage', stage(board, 0))
  await ana.page.keyboard.press('Escape')

  await bruno.stage(stage(board, 0)).hover()
  await bruno.page.getByRole('button', { name: 'Editar etapa Contato' }).click()
  await bruno.page.getByRole('button', { name: 'Arquivar etapa' }).click()
  await expect(ana.column('Sem etapa').locator('[data-card]')).toHaveCount(4)
  await bruno.page.keyboard.press('Control+z')
  await expect(ana.column('Contato').locator('[data-card]')).toHaveCount(4)

  await ana.page.getByRole('button', { name: 'Etapa', exact: true }).click()
  await ana.page.keyboard.type('Visita')
  await ana.page.keyboard.press('Enter')
  await expect(bruno.column('Visita')).toBeVisible()

  const gil = await world.arrive({ who: 'gil' })
  await gil.visit(board.id)
  await expect(gil.column('Visita')).toBeVisible()
  await expect(gil.page.getByRole('button', { name: /^Editar etapa/ })).toHaveCount(0)
  await expect(gil.page.getByRole('button', { name: 'Etapa', exact: true })).toHaveCount(0)
})

test('[SEL-7] [OWN-1] on a phone cards are chosen by touch and won together; a favourite shows on the other device', async ({
  world,
}) => {
  const board = await world.board(
    'Toque',
    titles.map((title) => ({ title })),
  )
  const phone = await world.arrive({ who: 'ana', phone: true })
  const bruno = await world.arrive({ who: 'bruno' })
  await phone.visit(board.id)
  await bruno.visit(board.id)
  const { page } = phone
  await page.getByRole('button', { name: 'Ações de Um' }).tap()
  await page.getByRole('menuitem', { name: 'Selecionar' }).tap()
  await phone.card(id(board, 'Três')).tap()
  await expect(page.locator('[data-selected]')).toHaveCount(2)
  await expect(page.getByRole('dialog')).toBeHidden()
  const bar = page.getByRole('toolbar', { name: 'Cartões selecionados' })
  await bar.getByRole('button', { name: 'Etapa' }).tap()
  await page.getByRole('menuitem', { name: 'Ganhas' }).tap()
  for (const title of ['Um', 'Três']) await expect(inStage(bruno, stage(board, 4), id(board, title))).toBeVisible()
  await bar.getByRole('button', { name: 'Limpar a seleção' }).tap()
  await expect(bar).toBeHidden()

  await page.getByRole('button', { name: 'Mais opções' }).tap()
  await page.getByRole('menuitem', { name: 'Favoritar este quadro' }).tap()
  await phone.expectState('saved')
  const desk = await world.arrive({ who: 'ana', at: '/' })
  const favourites = desk.page.getByRole('region', { name: 'Favoritos' })
  await expect(favourites.getByRole('link', { name: 'Toque' })).toBeVisible()
})

test('[GLI-1] a colleague’s move glides, and jumps for who asked for less motion', async ({ world }) => {
  const board = await world.board(
    'Deslizar',
    titles.map((title) => ({ title })),
  )
  const ana = await world.arrive({ who: 'ana' })
  const bruno = await world.arrive({ who: 'bruno' })
  await ana.visit(board.id)
  await bruno.visit(board.id)
  const watch = () =>
    bruno.page.evaluate(() => {
      const seen = { gliding: 0 }
      const observer = new MutationObserver((records) => {
        for (const record of records)
          for (const node of record.addedNodes)
            if (node instanceof HTMLElement && node.classList.contains('card-gliding')) seen.gliding++
      })
      observer.observe(document.body, { childList: true })
      Object.assign(window, { seen })
    })
  const glided = () => bruno.page.evaluate(() => (window as unknown as { seen: { gliding: number } }).seen.gliding)
  await watch()
  await ana.card(id(board, 'Dois')).dragTo(ana.stage(stage(board, 1)))
  await expect(inStage(bruno, stage(board, 1), id(board, 'Dois'))).toBeVisible()
  expect(await glided()).toBe(1)
  await expect(bruno.page.locator('.card-gliding')).toHaveCount(0)

  await bruno.page.emulateMedia({ reducedMotion: 'reduce' })
  await ana.card(id(board, 'Três')).dragTo(ana.stage(stage(board, 1)))
  await expect(inStage(bruno, stage(board, 1), id(board, 'Três'))).toBeVisible()
  expect(await glided()).toBe(1)
})

test('[APP-66] a word without a space is as wide as its card, on the board, on a phone and on paper; a long name does not cut what the pill says', async ({
  world,
}) => {
  const word = 'Palavra'.repeat(25)
  const board = await world.board(word, [{ title: word, fields: { account: word, source: word } }])
  const ana = await world.arrive({ who: 'ana' })
  const phone = await world.arrive({ who: 'ana', phone: true })
  const sticksOut = (element: Element) => element.scrollWidth - element.clientWidth
  for (const person of [ana, phone]) {
    await person.visit(board.id)
    await person.expectState('saved')
    expect(await person.card(id(board, word)).evaluate(sticksOut)).toBe(0)
    // In full: there is no room for it only if the title takes it.
    await expect(person.pill).toHaveText('Tempo real')
    expect(await person.pill.evaluate(sticksOut)).toBeLessThanOrEqual(0)
  }
  await ana.page.emulateMedia({ media: 'print' })
  await expect(ana.page.locator('.print-entry')).toBeVisible()
  expect(await ana.page.locator('.print-entry').evaluate(sticksOut)).toBe(0)
})
