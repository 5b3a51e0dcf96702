import type { Locator } from '@playwright/test'
import { cardName } from '@mutirao/documents'
import { cardInJournal, notesInJournal } from '../src/journal.ts'
import { until } from '../src/until.ts'
import { expect, test } from '../src/world.ts'

test.describe('two people on one board', () => {
  test('[E2E-1] both edit the same opportunity at once: different fields and the same note, nothing is lost', async ({
    world,
  }) => {
    const board = await world.board('Juntos', [
      { title: 'Frota conectada', fields: { account: 'Transportes Ipê' } },
      { title: 'Outra' },
    ])
    const cardId = board.cards.get('Frota conectada') ?? ''
    const ana = await world.arrive({ who: 'ana' })
    const bruno = await world.arrive({ who: 'bruno' })
    const anas = await ana.openCard(board.id, cardId)
    const brunos = await bruno.openCard(board.id, cardId)

    await anas.locator('input[name=value]').fill('210.000,00')
    await brunos.locator('input[name=contactName]').fill('Joana Teles')
    await Promise.all([
      anas.locator('input[name=value]').press('Enter'),
      brunos.locator('input[name=contactName]').press('Enter'),
    ])

    const anasNote = anas.locator('[contenteditable=true].note-text')
    const brunosNote = brunos.locator('[contenteditable=true].note-text')
    await Promise.all([anasNote.click(), brunosNote.click()])
    await Promise.all([
      anasNote.pressSequentially('Precisa de telemetria. ', { delay: 15 }),
      brunosNote.pressSequentially('São 84 caminhões. ', { delay: 15 }),
    ])

    for (const person of [ana, bruno]) await person.expectState('saved')
    const stored = await cardInJournal(world.server.database, board.name, cardId)
    expect(stored).toMatchObject({ value: 21_000_000, contactName: 'Joana Teles', account: 'Transportes Ipê' })
    await until('both notes in the journal', async () => {
      const text = await notesInJournal(world.server.database, cardName(board.id, cardId))
      return (
        [...'Precisadetelemetria.', ...'São84caminhões.'].every((letter) => text.includes(letter)) &&
        text.replace(/\s/g, '').length >= 'Precisadetelemetria.São84caminhões.'.length
      )
    })
    await expect(brunos.locator('input[name=value]')).toHaveValue(/210\.000/)
    await expect(anas.locator('input[name=contactName]')).toHaveValue('Joana Teles')
    // Each screen also shows the other one's caret with a name: that is no text of the note.
    const written = (note: Locator) =>
      note.evaluate((element) => {
        const copy = element.cloneNode(true) as Element
        for (const caret of copy.querySelectorAll('.note-caret')) caret.remove()
        return copy.textContent
      })
    await expect.poll(async () => (await written(anasNote)) === (await written(brunosNote))).toBe(true)
  })

  test('[E2E-2] a person sees who edits which card, which field, and where the other one writes', async ({ world }) => {
    const board = await world.board('Presença', [{ title: 'Contrato' }, { title: 'Outra' }])
    const cardId = board.cards.get('Contrato') ?? ''
    const ana = await world.arrive({ who: 'ana' })
    const bruno = await world.arrive({ who: 'bruno' })
    await ana.page.goto(`/funil/${board.id}`)
    const drawer = await bruno.openCard(board.id, cardId)
    await drawer.locator('input[name=value]').focus()
    await expect(ana.card(cardId)).toContainText('Bruno')
    await expect(ana.card(cardId)).toContainText('o valor')

    const anas = await ana.openCard(board.id, cardId)
    await expect(anas.getByText('Bruno', { exact: true }).first()).toBeVisible()
    await drawer.locator('[contenteditable=true].note-text').click()
    await drawer.locator('[contenteditable=true].note-text').pressSequentially('Aqui')
    await expect(anas.locator('.note-caret').first()).toBeAttached()
    await bruno.closeBrowser()
    await expect(anas.getByText('Bruno', { exact: true })).toHaveCount(0, { timeout: 45_000 })
  })

  test('[E2E-3] a card dragged by one person moves for the other, and only its place changed', async ({ world }) => {
    const board = await world.board('Arrastar', [
      { title: 'Vai', fields: { value: 1000, account: 'Conta' } },
      { title: 'Fica' },
    ])
    const cardId = board.cards.get('Vai') ?? ''
    const target = board.stages[1]
    const ana = await world.arrive({ who: 'ana' })
    const bruno = await world.arrive({ who: 'bruno' })
    await ana.page.goto(`/funil/${board.id}`)
    await bruno.page.goto(`/funil/${board.id}`)
    await expect(bruno.card(cardId)).toBeVisible()
    await ana.card(cardId).dragTo(ana.page.locator(`[data-stage="${target?.id}"]`))
    await expect(bruno.page.locator(`[data-stage="${target?.id}"] [data-card="${cardId}"]`)).toBeVisible()
    await ana.expectState('saved')
    const stored = await cardInJournal(world.server.database, board.name, cardId)
    expect(stored).toMatchObject({ title: 'Vai', value: 1000, account: 'Conta', pos: { stage: target?.id } })

    await ana.page.keyboard.press('Control+z')
    await expect(bruno.page.locator(`[data-stage="${board.stages[0]?.id}"] [data-card="${cardId}"]`)).toBeVisible()
  })
})
