import { cardInJournal, notesInJournal } from '../src/journal.ts'
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
    const why = ana.page.getByRole('dialog', { name: 'Conta: voltar a como era antes' })
    await why.getByLabel('Motivo (opcional)').fill('engano')
    await why.getByLabel('Motivo (opcional)').press('Enter')
    await expect.poll(inJournal).toBe('Antes')
    await expect(brunos.locator('input[name=account]')).toHaveValue('Antes')
    await ana.page.locator('[data-toast]').getByRole('button', { name: 'Desfazer' }).click()
    await expect.poll(inJournal).toBe('Depois')
    await expect(list, 'the restore stays in the history, with its reason').toContainText('Motivo: engano')
    await expect(list.getByText('restaurado')).toHaveCount(2)
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

  test('[E2E-42] a deleted note is found in the card’s own document, its moment gets a name, and the text comes back', async ({
    world,
  }) => {
    const { database } = world.server
    const board = await world.board('Marcos', [{ title: 'Padaria São João' }, { title: 'Outra' }])
    const cardId = board.cards.get('Padaria São João') ?? ''
    const notes = () => notesInJournal(database, `card:${board.id}.${cardId}`)
    const bruno = await world.arrive({ who: 'bruno' })
    const note = (await bruno.openCard(board.id, cardId)).locator('[contenteditable=true].note-text')
    await note.click()
    await note.pressSequentially('Entregar até sexta')
    await expect.poll(notes).toBe('Entregar até sexta')
    await note.press('ControlOrMeta+a')
    await note.press('Delete')
    await expect.poll(notes).toBe('')

    const { page } = await world.arrive({ who: 'ana' })
    await page.goto(`/admin/historico?quadro=${board.id}`)
    await page.getByRole('button', { name: 'Documento: O quadro inteiro' }).click()
    await page.getByRole('searchbox', { name: 'Buscar uma oportunidade…' }).fill('joao')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(new RegExp(`cartao=${cardId}`))
    const slider = page.getByRole('slider', { name: 'Momento mostrado' })
    const shown = page.getByRole('region', { name: 'Notas' })
    // Back along the line until the text is there: how many bars lie between depends on how fast it was typed.
    await expect(async () => {
      await slider.press('ArrowLeft')
      await expect(shown).toHaveText(/^Notas.*Entregar até sexta/, { timeout: 1_000 })
    }).toPass()
    await page.getByRole('button', { name: 'Momentos' }).press('Enter')
    await page.getByRole('menuitem', { name: 'Dar um nome a este momento…' }).press('Enter')
    await page.getByRole('dialog').getByLabel('Nome').fill('Antes de apagar')
    await page.keyboard.press('Enter')
    const named = page.getByRole('button', { name: 'Antes de apagar', exact: true })
    await expect(named).toBeVisible()
    await slider.press('End')
    await expect(shown).toBeHidden()
    await page.getByRole('button', { name: 'Momentos' }).click()
    await page.getByRole('menuitem', { name: /^Antes de apagar/ }).click()
    await expect(shown).toContainText('Entregar até sexta')
    await page.getByRole('radio', { name: 'Comparar' }).click()
    await expect(shown.locator('del')).toContainText('Entregar até sexta')
    await page.getByRole('button', { name: 'Restaurar tudo…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Restaurar', exact: true }).click()
    await expect.poll(notes).toBe('Entregar até sexta')
    await expect(note).toHaveText('Entregar até sexta')
  })
})
