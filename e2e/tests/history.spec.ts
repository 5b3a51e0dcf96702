import * as Y from 'yjs'
import type { Api } from '../src/api.ts'
import { cardInJournal, notesInJournal } from '../src/journal.ts'
import { expect, test } from '../src/world.ts'

/** Somebody who writes into cards of a board through the public HTTP interface. */
async function writer(api: Api, board: string) {
  const doc = await api.pull(board)
  const write = async (cardId: string, field: string, value: unknown): Promise<void> => {
    const before = Y.encodeStateVector(doc)
    const card = doc.getMap<Y.Map<unknown>>('cards').get(cardId)
    card?.set(field, value)
    await api.push(board, Y.encodeStateAsUpdate(doc, before))
  }
  return {
    write,
    /** Again and again until `end`, which says what was written last. */
    writeOn(cardId: string, field: string) {
      let goesOn = true
      const done = (async () => {
        for (let i = 1; ; i++) {
          await write(cardId, field, `Escrita ${i}`)
          if (!goesOn) return `Escrita ${i}`
        }
      })()
      return {
        end: () => {
          goesOn = false
          return done
        },
      }
    },
  }
}

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

  test('[E2E-41] an administrator scrubs a busy board, compares and restores three cards while two colleagues go on; an editor may not look', async ({
    world,
  }) => {
    const { database } = world.server
    const titles = ['Um', 'Dois', 'Três'] as const
    const cards = [...titles, 'Quatro'].map((title) => ({ title, fields: { value: 10_000 } }))
    const board = await world.board('Inspetor', cards)
    const id = (title: string) => board.cards.get(title) ?? ''
    const fieldOf = async (title: string, field: string) =>
      (await cardInJournal(database, board.name, id(title)))?.[field]
    const bruno = await world.arrive({ who: 'bruno' })
    const brunos = await bruno.openCard(board.id, id('Um'))
    await brunos.locator('input[name=value]').fill('500')
    await brunos.locator('input[name=value]').press('Enter')
    await bruno.expectState('saved')
    const marina = await writer(await world.api('marina'), board.name)
    for (const title of ['Dois', 'Três']) await marina.write(id(title), 'value', 700)

    const ana = await world.arrive({ who: 'ana' })
    await ana.page.goto(`/admin/historico?quadro=${board.id}`)
    const events = ana.page.getByRole('complementary', { name: 'O que aconteceu' })
    await expect(events).toContainText('Bruno Almeida mudou')
    await expect(events).toContainText('Marina')
    // Two who do not stop while she looks, compares and restores.
    const busy = marina.writeOn(id('Quatro'), 'account')
    const second = await bruno.openCard(board.id, id('Dois'))
    const slider = ana.page.getByRole('slider', { name: 'Momento mostrado' })
    const then = (title: string) => ana.page.locator(`[data-card-then="${id(title)}"]`)
    await slider.press('Home')
    // Forward to where the board was made: how many bars lie between depends on how fast that went.
    await expect(async () => {
      await slider.press('ArrowRight')
      await expect(then('Um')).toContainText('R$ 100', { timeout: 1_000 })
    }).toPass()
    await expect(ana.page.getByText('Você está vendo')).toBeVisible()
    const look = ana.page.getByRole('button', { name: 'Ver como estava' })
    await events.getByRole('listitem').filter({ hasText: 'criou' }).filter({ has: look }).last().locator(look).click()
    for (const title of titles) await expect(then(title)).toContainText('R$ 100')
    await expect(then('Um'), 'what it is today').toContainText('hoje R$ 500')
    await expect(then('Três')).toContainText('hoje R$ 7')
    await ana.page.getByRole('radio', { name: 'Comparar' }).click()
    await expect(ana.page.getByRole('region', { name: 'Mudaram', exact: true })).toContainText('Três')
    await ana.page.getByRole('radio', { name: 'Como era' }).click()

    for (const title of titles) await then(title).click()
    await second.locator('input[name=account]').fill('Enquanto isso')
    await second.locator('input[name=account]').press('Enter')
    await ana.page.getByRole('button', { name: 'Restaurar 3 cartões…' }).click()
    const dialog = ana.page.getByRole('dialog')
    await dialog.locator('input[name=reason]').fill('valor trocado por engano')
    await dialog.getByRole('button', { name: 'Restaurar', exact: true }).click()
    for (const title of titles) await expect.poll(() => fieldOf(title, 'value')).toBe(10_000)
    await second.locator('input[name=source]').fill('Depois disso')
    await second.locator('input[name=source]').press('Enter')
    await expect.poll(() => fieldOf('Dois', 'source')).toBe('Depois disso')
    const last = await busy.end()
    expect(await fieldOf('Quatro', 'account'), 'what was written meanwhile').toBe(last)
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
