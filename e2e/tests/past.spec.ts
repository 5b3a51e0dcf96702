import * as Y from 'yjs'
import { createBoardStore, moveCard, setCardField, ulid } from '@mutirao/documents'
import { expect, test } from '../src/world.ts'

test.describe('the past of a board', () => {
  test('[E2E-51] a card that lies still says so on its face; while somebody was away three cards changed: told, replayed, dismissed for good', async ({
    world,
  }) => {
    const cards = ['Um', 'Dois', 'Três', 'Parada'].map((title) => ({ title, daysAgo: title === 'Parada' ? 20 : 1 }))
    const board = await world.board('Ausência', cards)
    const id = (title: string) => board.cards.get(title) ?? ''
    const second = board.stages[1]?.id ?? ''
    const ana = await world.arrive({ who: 'ana' })
    const { page } = ana
    await ana.visit(board.id)
    await expect(ana.card(id('Parada'))).toContainText('parado há 20 dias')
    await expect(ana.card(id('Um'))).not.toContainText('parado há')
    await ana.expectState('saved')
    const looked = page.locator(`[data-looked="${board.id}"]`)
    await expect(looked, 'the first look is kept').toBeAttached()
    await page.goto('/meu-trabalho')

    const bruno = await world.api('bruno')
    const wasMs = Date.now()
    const doc = await bruno.pull(board.name)
    const before = Y.encodeStateVector(doc)
    const newId = () => ulid(Date.now(), crypto.getRandomValues(new Uint8Array(16)))
    const context = { userId: bruno.userId, nowMs: Date.now(), random: Math.random, newId }
    moveCard(doc, context, { cardId: id('Um'), stageId: second })
    moveCard(doc, context, { cardId: id('Parada'), stageId: second })
    setCardField(doc, context, { cardId: id('Dois'), field: 'value', value: 5_000 })
    await bruno.push(board.name, Y.encodeStateAsUpdate(doc, before))
    expect(createBoardStore(doc).stageOf(id('Um'))).toBe(second)
    await expect
      .poll(async () => (await world.api('ana')).derived(board.name), { message: 'the history has it' })
      .toBeGreaterThanOrEqual(3)

    await ana.visit(board.id)
    const notice = page.getByRole('region', { name: 'Enquanto você esteve fora' })
    await expect(notice).toContainText('2 mudaram de etapa')
    await expect(notice).toContainText('1 foi alterada')
    await expect(ana.card(id('Parada'))).not.toContainText('parado há')
    await page.reload()
    await expect(notice, 'still told: nobody has put it away').toContainText('1 foi alterada')
    await notice.getByRole('button', { name: 'Rever em 5 s' }).click()
    const film = page.getByRole('dialog', { name: 'O que mudou, passo a passo' })
    await expect(film).toHaveAttribute('data-film', 'end')
    await page.keyboard.press('Escape')
    await expect(film).toBeHidden()
    expect(await ana.focused()).toContain('Rever em 5 s')
    await notice.getByRole('button', { name: 'Já vi' }).click()
    await expect(notice).toBeHidden()

    await expect(looked, 'that it was seen is kept').toBeAttached()
    await ana.visit(board.id)
    await expect(looked, 'there is nothing to tell').toBeAttached()
    await expect(notice).toBeHidden()

    await ana.card(id('Parada')).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Nesta etapa desde hoje/ })
      .click()
    const way = page.getByRole('list', { name: 'Por onde passou' })
    await expect(way.getByRole('listitem')).toHaveCount(2)

    await page.goto(`/funil/${board.id}?card=${id('Parada')}&em=${new Date(wasMs).toISOString()}`)
    const then = page.getByRole('region', { name: /^Como era em/ })
    await expect(then).toContainText(`agora ${board.stages[1]?.name ?? ''}`)
  })
})
