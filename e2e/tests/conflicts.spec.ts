import { cardInJournal } from '../src/journal.ts'
import { expect, test } from '../src/world.ts'

test.describe('conflicts', () => {
  test('[E2E-50] two values meet while one is offline: both are told on the card and in the list, one takes the lost one, the mark goes for both', async ({
    world,
  }) => {
    const { database } = world.server
    const board = await world.board('Encontros', [{ title: 'Alvo', fields: { value: 10_000 } }, { title: 'Calmo' }])
    const cardId = board.cards.get('Alvo') ?? ''
    const value = async () => (await cardInJournal(database, board.name, cardId))?.['value']
    const ana = await world.arrive({ who: 'ana' })
    const bruno = await world.arrive({ who: 'bruno', goesOffline: true })
    const anas = await ana.openCard(board.id, cardId)
    const brunos = await bruno.openCard(board.id, cardId)
    await bruno.expectState('saved')

    bruno.network.cut()
    await bruno.expectState('offline')
    await brunos.locator('input[name=value]').fill('777')
    await brunos.locator('input[name=value]').press('Enter')
    await anas.locator('input[name=value]').fill('555')
    await anas.locator('input[name=value]').press('Enter')
    await expect.poll(value).toBe(55_500)
    bruno.network.heal()
    await bruno.expectState('saved')

    const region = { name: 'Valores que se encontraram nesta oportunidade' }
    const told = [anas.getByRole('region', region), brunos.getByRole('region', region)] as const
    for (const sentence of told) {
      // The worker of a new server has the demo's month before it.
      await expect(sentence).toContainText('R$ 555,00', { timeout: 60_000 })
      await expect(sentence).toContainText('R$ 777,00')
      await expect(sentence).toContainText('você')
    }
    await ana.page.keyboard.press('Escape')
    const mark = ana.page.locator(`[data-conflict="${cardId}"]`)
    await expect(mark, 'on the face').toBeVisible()
    await expect(ana.page.locator('[data-conflict]')).toHaveCount(1)

    await ana.page.getByRole('link', { name: 'Meu trabalho' }).first().click()
    const list = ana.page.getByRole('region', { name: /Conflitos/ })
    await expect(list.getByRole('link', { name: 'Alvo' })).toBeVisible()
    await list.getByRole('button', { name: /^Manter/ }).click()
    await expect(list, 'put aside by her').toBeHidden()
    expect(await ana.focused(), 'the focus is not lost').not.toBe('body')
    await ana.page.locator('[data-toast]').getByRole('button', { name: 'Desfazer' }).click()
    await expect(list, 'and back').toBeVisible()

    const stands = await value()
    const lost = stands === 55_500 ? 77_700 : 55_500
    await told[1].getByRole('button', { name: /^Usar/ }).focus()
    await bruno.page.keyboard.press('Enter')
    await expect(told[1]).toBeHidden()
    expect(await bruno.focused(), 'the focus is not lost').not.toBe('body')
    await expect.poll(value).toBe(lost)
    await expect(list, 'it ends for the other too').toBeHidden()
    await bruno.page.locator('[data-toast]').getByRole('button', { name: 'Desfazer' }).click()
    await expect.poll(value, 'taken back like any edit').toBe(stands)
  })
})
