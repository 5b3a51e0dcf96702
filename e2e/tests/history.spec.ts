import { cardInJournal } from '../src/journal.ts'
import { expect, test } from '../src/world.ts'

test.describe('history', () => {
  test('[E2E-40] what happened to a card is told live, a field goes back by its menu, and that is taken back', async ({
    world,
  }) => {
    const { database } = world.server
    const board = await world.board('Histórico', [{ title: 'Alvo', fields: { value: 10_000, account: 'Antes' } }])
    const cardId = board.cards.get('Alvo') ?? ''
    const inJournal = async () => (await cardInJournal(database, board.name, cardId))?.['account']
    const ana = await world.arrive({ who: 'ana' })
    const bruno = await world.arrive({ who: 'bruno' })
    const anas = await ana.openCard(board.id, cardId)
    await anas.getByRole('tab', { name: 'Histórico' }).click()
    const list = anas.getByRole('region', { name: 'O que aconteceu com esta oportunidade' })
    await expect(list).toContainText('criou Alvo')

    const brunos = await bruno.openCard(board.id, cardId)
    await brunos.locator('input[name=account]').fill('Depois')
    await brunos.locator('input[name=account]').press('Enter')
    await expect(list, 'told live, with its author').toContainText('Bruno Almeida mudou')
    await expect(list).toContainText('Depois')

    const row = list.getByRole('listitem').filter({ hasText: 'Bruno Almeida mudou' }).first()
    await row.hover()
    await row.getByRole('button', { name: 'Ações desta mudança' }).click()
    await ana.page.getByRole('menuitem', { name: 'Conta: voltar a como era antes' }).click()
    await expect.poll(inJournal).toBe('Antes')
    await expect(brunos.locator('input[name=account]')).toHaveValue('Antes')
    await ana.page.locator('[data-toast]').getByRole('button', { name: 'Desfazer' }).click()
    await expect.poll(inJournal).toBe('Depois')
  })

  test('[E2E-41] an administrator sees the board as it was, compares and restores a card while a colleague goes on; an editor may not look', async ({
    world,
  }) => {
    const { database } = world.server
    const board = await world.board('Inspetor', [{ title: 'Um', fields: { value: 10_000 } }, { title: 'Dois' }])
    const one = board.cards.get('Um') ?? ''
    const two = board.cards.get('Dois') ?? ''
    const bruno = await world.arrive({ who: 'bruno' })
    const brunos = await bruno.openCard(board.id, one)
    await brunos.locator('input[name=value]').fill('500')
    await brunos.locator('input[name=value]').press('Enter')
    await bruno.expectState('saved')

    const ana = await world.arrive({ who: 'ana' })
    await ana.page.goto(`/admin/historico?quadro=${board.id}`)
    const events = ana.page.getByRole('complementary', { name: 'O que aconteceu' })
    await expect(events).toContainText('Bruno Almeida mudou')
    const look = ana.page.getByRole('button', { name: 'Ver como estava' })
    await events.getByRole('listitem').filter({ hasText: 'criou' }).filter({ has: look }).last().locator(look).click()
    await expect(ana.page.getByText('Você está vendo')).toBeVisible()
    const then = ana.page.locator(`[data-card-then="${one}"]`)
    await expect(then).toContainText('R$ 100')
    await expect(then, 'what it is today').toContainText('hoje R$ 500')

    await then.click()
    const second = await bruno.openCard(board.id, two)
    await second.locator('input[name=account]').fill('Enquanto isso')
    await second.locator('input[name=account]').press('Enter')
    await ana.page.getByRole('button', { name: 'Restaurar 1 cartão…' }).click()
    const dialog = ana.page.getByRole('dialog')
    await dialog.locator('input[name=reason]').fill('valor trocado por engano')
    await dialog.getByRole('button', { name: 'Restaurar', exact: true }).click()
    await expect.poll(async () => (await cardInJournal(database, board.name, one))?.['value']).toBe(10_000)
    await expect.poll(async () => (await cardInJournal(database, board.name, two))?.['account']).toBe('Enquanto isso')
    await ana.page.getByRole('radio', { name: 'Integridade' }).click()
    await ana.page.getByRole('button', { name: 'Verificar cada linha' }).click()
    await expect(ana.page.getByText('todas íntegras')).toBeVisible()

    await bruno.page.goto(`/admin/historico?quadro=${board.id}`)
    await expect(bruno.page.getByText('Só para administradores')).toBeVisible()
  })
})
