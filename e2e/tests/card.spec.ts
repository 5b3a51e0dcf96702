import type { MadeBoard } from '../src/boards.ts'
import type { Person } from '../src/person.ts'
import { expect, test } from '../src/world.ts'

const drawerOf = (person: Person) => person.page.getByRole('dialog').first()
const tabOf = (person: Person, name: RegExp) => drawerOf(person).getByRole('tab', { name })
const idIn = (board: MadeBoard, title: string) => board.cards.get(title) ?? ''

test.describe('a card, opened by two', () => {
  test('[E2E-16] comments, list, labels and the account’s other cards: what one writes the other has, and each takes back their own', async ({
    world,
  }) => {
    test.setTimeout(180_000)
    const board = await world.board('Ficha a dois', [
      { title: 'Portal', fields: { account: 'Rede Ipê' } },
      { title: 'Irmã', fields: { account: 'Rede Ipê' } },
    ])
    const ana = await world.arrive({ who: 'ana' })
    const bruno = await world.arrive({ who: 'bruno' })
    for (const person of [ana, bruno]) await person.openCard(board.id, idIn(board, 'Portal'))
    const [anas, brunos] = [drawerOf(ana), drawerOf(bruno)]

    await test.step('a list: written by one, ticked by the other, put in another order by the first', async () => {
      const add = anas.getByRole('textbox', { name: 'Adicionar item' })
      for (const text of ['Ligar', 'Enviar proposta']) {
        await add.fill(text)
        await add.press('Enter')
      }
      await brunos.getByRole('checkbox', { name: /Enviar proposta/ }).click()
      await expect(anas.getByRole('checkbox', { name: /Enviar proposta/ })).toBeChecked()
      await expect(anas.getByRole('region', { name: 'Lista' })).toContainText('1 de 2')
      const texts = brunos.getByRole('textbox', { name: 'Texto do item' })
      await anas.getByRole('textbox', { name: 'Texto do item' }).first().focus()
      await ana.page.keyboard.press('Alt+ArrowDown')
      await expect(texts.first()).toHaveValue('Enviar proposta')
    })

    await test.step('a comment that names a colleague, changed afterwards; only its author may', async () => {
      await tabOf(ana, /Comentários/).click()
      await tabOf(bruno, /Comentários/).click()
      await anas.getByRole('combobox', { name: 'Escreva um comentário' }).click()
      await ana.page.keyboard.type('Veja isto, @bru')
      await expect(ana.page.getByRole('option', { name: /Bruno/ })).toBeVisible()
      await ana.page.keyboard.press('Enter')
      await ana.page.keyboard.type('por favor')
      await ana.page.keyboard.press('Control+Enter')
      const comment = brunos.getByRole('listitem').filter({ hasText: 'Veja isto' })
      await expect(comment.locator('[data-mention]')).toHaveText('@Bruno Almeida')
      await expect(comment.getByRole('button', { name: 'Ações do comentário' })).toHaveCount(0)
      await anas.getByRole('listitem').filter({ hasText: 'Veja isto' }).hover()
      await anas.getByRole('button', { name: 'Ações do comentário' }).click()
      await ana.page.getByRole('menuitem', { name: 'Editar' }).click()
      await anas.getByRole('combobox', { name: 'Editar' }).press('Control+End')
      await ana.page.keyboard.type(', hoje')
      await anas.getByRole('button', { name: 'Salvar' }).click()
      await expect(comment).toContainText('por favor, hoje')
      await expect(comment).toContainText('editado')
    })

    await test.step('both write at once; each undo takes back one’s own comment alone', async () => {
      for (const [person, text] of [
        [ana, 'Da Ana'],
        [bruno, 'Do Bruno'],
      ] as const) {
        await drawerOf(person).getByRole('combobox', { name: 'Escreva um comentário' }).fill(text)
        await drawerOf(person).getByRole('button', { name: 'Comentar', exact: true }).click()
      }
      for (const drawer of [anas, brunos])
        for (const text of ['Da Ana', 'Do Bruno'])
          await expect(drawer.getByRole('listitem').filter({ hasText: text })).toBeVisible()
      await tabOf(ana, /Comentários/).focus()
      await ana.page.keyboard.press('Control+z')
      await expect(brunos.getByRole('listitem').filter({ hasText: 'Da Ana' })).toHaveCount(0)
      await expect(anas.getByRole('listitem').filter({ hasText: 'Do Bruno' })).toBeVisible()
    })

    await test.step('a label made by one; the other cards of the account lead on', async () => {
      await tabOf(ana, /Detalhes/).click()
      await tabOf(bruno, /Detalhes/).click()
      await anas.getByRole('button', { name: 'Adicionar etiqueta' }).click()
      await ana.page.keyboard.type('Licitação')
      await ana.page.keyboard.press('Enter')
      await expect(brunos.getByRole('button', { name: 'Tirar a etiqueta Licitação' })).toBeAttached()
      await brunos.getByRole('region', { name: 'Desta conta' }).getByText('Irmã').click()
      await expect(brunos.locator('[name=title]')).toHaveValue('Irmã')
    })
  })

  test('[E2E-17] by keyboard only: a field of the board’s own is made, filled, seen by a colleague, asked for, and taken back', async ({
    world,
  }) => {
    test.setTimeout(180_000)
    const board = await world.board('Campos a dois', [{ title: 'Portal' }, { title: 'Rede' }])
    const ana = await world.arrive({ who: 'ana' })
    const bruno = await world.arrive({ who: 'bruno' })
    await bruno.visit(board.id)
    await ana.page.goto(`/funil/${board.id}?campos=true`)
    await ana.isComplete()
    const { page } = ana
    const dialog = page.getByRole('dialog')

    await test.step('a choice with its answers, shown on the card, and a number', async () => {
      await dialog.getByRole('textbox', { name: 'Nome do campo' }).last().focus()
      await page.keyboard.type('Porte')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page.getByRole('option', { name: 'Escolha' }).focus()
      await page.keyboard.press('Enter')
      await expect(page.getByRole('listbox')).toHaveCount(0)
      await expect(dialog.getByRole('combobox', { name: 'Tipo' })).toBeFocused()
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      const answer = dialog.getByRole('textbox', { name: 'Nova opção' })
      await answer.focus()
      for (const name of ['Grande', 'Pequeno']) {
        await page.keyboard.type(name)
        await page.keyboard.press('Enter')
      }
      await page.keyboard.press('Enter')
      await dialog.getByRole('checkbox', { name: 'Mostrar Porte no cartão' }).focus()
      await page.keyboard.press('Space')
      await page.keyboard.press('Escape')
      await expect(dialog).toBeHidden()
    })

    await test.step('filled from the keyboard; the colleague reads it on the card’s face', async () => {
      await ana.card(idIn(board, 'Portal')).focus()
      await page.keyboard.press('Enter')
      const drawer = drawerOf(ana)
      await expect(drawer).toBeVisible()
      const porte = drawer.getByRole('combobox', { name: /Porte/ })
      await porte.focus()
      await page.keyboard.press('Enter')
      await page.keyboard.type('Gr')
      await expect(page.getByRole('option', { name: 'Grande' })).toBeFocused()
      await page.keyboard.press('Enter')
      await expect(porte).toContainText('Grande')
      await page.keyboard.press('Escape')
      await expect(drawer).toBeHidden()
      await expect(bruno.card(idIn(board, 'Portal'))).toContainText('Grande')
      await expect(bruno.card(idIn(board, 'Rede'))).not.toContainText('Grande')
    })

    await test.step('asked for by typing, and by the filter of the field', async () => {
      await page.keyboard.press('f')
      await expect(page.getByRole('menu')).toBeVisible()
      await page.keyboard.type('Porte')
      await expect(page.getByRole('menuitem', { name: 'Porte' })).toBeFocused()
      await page.keyboard.press('Enter')
      await page
        .getByRole('checkbox', { name: /Grande/ })
        .or(page.getByRole('option', { name: /Grande/ }))
        .first()
        .focus()
      await page.keyboard.press('Space')
      await page.keyboard.press('Escape')
      await expect(ana.card(idIn(board, 'Portal'))).toBeVisible()
      await expect(ana.card(idIn(board, 'Rede'))).toHaveCount(0)
      await page.keyboard.press('Shift+f')
      await expect(ana.card(idIn(board, 'Rede'))).toBeVisible()
    })

    await test.step('taken back for both', async () => {
      await page.keyboard.press('Control+z')
      await expect(bruno.card(idIn(board, 'Portal'))).not.toContainText('Grande')
    })
  })

  test('[E2E-18] by touch, without a network: a comment, a list, a field and a file are made on a phone and arrive at a desk', async ({
    world,
  }) => {
    test.setTimeout(180_000)
    const board = await world.board('Ficha no celular', [{ title: 'Portal' }])
    const ana = await world.arrive({ who: 'ana', phone: true, goesOffline: true })
    const bruno = await world.arrive({ who: 'bruno' })
    await bruno.openCard(board.id, idIn(board, 'Portal'))
    await ana.visit(board.id)
    await ana.card(idIn(board, 'Portal')).tap()
    const [anas, brunos] = [drawerOf(ana), drawerOf(bruno)]
    await expect(anas.locator('.note-text')).toBeVisible()
    ana.network.cut()
    await ana.expectState('offline')
    await anas.locator('input[name=value]').tap()
    await anas.locator('input[name=value]').fill('1.234,56')
    await anas.locator('input[name=value]').press('Enter')
    const add = anas.getByRole('textbox', { name: 'Adicionar item' })
    await add.tap()
    await add.fill('Levar amostra')
    await add.press('Enter')
    await anas.getByRole('checkbox', { name: /Levar amostra/ }).tap()
    await anas.getByLabel('Anexar').setInputFiles({
      name: 'planta.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Planta da obra'),
    })
    await tabOf(ana, /Comentários/).tap()
    await anas.getByRole('combobox', { name: 'Escreva um comentário' }).fill('Escrito no avião')
    await anas.getByRole('button', { name: 'Comentar', exact: true }).tap()
    await expect(anas.getByRole('listitem').filter({ hasText: 'Escrito no avião' })).toBeVisible()
    await expect(brunos.getByRole('checkbox', { name: /Levar amostra/ })).toHaveCount(0)
    ana.network.heal()
    await ana.expectState('saved')
    await expect(brunos.getByRole('checkbox', { name: /Levar amostra/ })).toBeChecked()
    await expect(brunos.locator('input[name=value]')).toHaveValue(/1\.234,56/)
    await expect(brunos.getByText('planta.txt')).toBeVisible()
    await tabOf(bruno, /Comentários/).click()
    await expect(brunos.getByRole('listitem').filter({ hasText: 'Escrito no avião' })).toBeVisible()
  })
})
