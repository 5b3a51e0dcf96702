import { cardInJournal } from '../src/journal.ts'
import { expect, test } from '../src/world.ts'

test.describe('finding', () => {
  test('[E2E-30] [VUE-4] a view one person shares appears for the other while the board is open, and its link restores it', async ({
    world,
  }) => {
    const board = await world.board('Visões', [
      { title: 'Grande', fields: { value: 50_000_00 } },
      { title: 'Pequena', fields: { value: 10_00 } },
    ])
    const ana = await world.arrive({ who: 'ana' })
    const bruno = await world.arrive({ who: 'bruno' })
    await ana.visit(board.id)
    await bruno.visit(board.id)
    await ana.page.goto(`/funil/${board.id}?valor=10000..`)
    await expect(ana.card(board.cards.get('Grande') ?? '')).toBeVisible()
    await expect(ana.card(board.cards.get('Pequena') ?? '')).toHaveCount(0)
    await ana.page.getByRole('button', { name: 'Salvar visão' }).click()
    await ana.page.getByLabel('Nome da visão').fill('Acima de dez mil')
    await ana.page.getByLabel('Compartilhar com quem tem acesso').check()
    await ana.page.getByRole('button', { name: 'Salvar', exact: true }).click()
    const tab = (page: typeof ana.page) =>
      page.getByRole('navigation', { name: 'Visões' }).getByText('Acima de dez mil')
    await expect(tab(ana.page)).toBeVisible()
    await expect(tab(bruno.page), 'without reloading').toBeVisible()
    await tab(bruno.page).click()
    await expect(bruno.card(board.cards.get('Pequena') ?? '')).toHaveCount(0)
    await expect(bruno.card(board.cards.get('Grande') ?? '')).toBeVisible()

    const link = new URL(ana.page.url())
    expect(link.search).toContain('valor=10000..')
    await bruno.visit(board.id)
    await expect(bruno.card(board.cards.get('Pequena') ?? '')).toBeVisible()
    await bruno.page.goto(link.pathname + link.search)
    await expect(bruno.card(board.cards.get('Grande') ?? '')).toBeVisible()
    await expect(bruno.card(board.cards.get('Pequena') ?? '')).toHaveCount(0)
    await expect(bruno.page.getByRole('button', { name: 'Tirar o filtro Valor' })).toBeVisible()
  })

  test('[E2E-31] by keyboard only: the palette opens a card of another board and does what the sheet lists', async ({
    world,
  }) => {
    const here = await world.board('Aqui', [{ title: 'Cartão daqui' }])
    const there = await world.board('Lá', [{ title: 'Ônibus elétrico', fields: { account: 'Viação Ipê' } }])
    const ana = await world.arrive({ who: 'ana' })
    await ana.visit(here.id)
    const { page } = ana
    await expect(ana.card(here.cards.get('Cartão daqui') ?? '')).toBeVisible()
    await page.keyboard.press('Control+k')
    const box = page.getByRole('combobox')
    await expect(box).toBeFocused()
    await page.keyboard.type('onibus ipe')
    await expect(page.getByRole('option', { name: /Ônibus elétrico/ })).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(new RegExp(`/funil/${there.id}\\?card=${there.cards.get('Ônibus elétrico')}`))
    await expect(page.locator('dialog [name=title]')).toHaveValue('Ônibus elétrico')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await page.keyboard.type('mostrar atalhos')
    await expect(page.getByRole('option')).toHaveCount(1)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toContainText('Buscar em tudo e fazer')
  })

  test('[E2E-32] my work of two boards on a phone: the next activity is written in place', async ({ world }) => {
    const api = await world.api('ana')
    const mine = { owner: api.userId }
    const one = await world.board('Um', [{ title: 'Atrasadíssima', fields: { ...mine, nextActivityOn: '2020-01-02' } }])
    const two = await world.board('Dois', [{ title: 'Sem nada', fields: mine }])
    const ana = await world.arrive({ who: 'ana', phone: true })
    await ana.page.goto('/meu-trabalho')
    const link = (id: string | undefined) => ana.page.locator(`[data-work="${id}"]`)
    await expect(link(one.cards.get('Atrasadíssima'))).toBeVisible()
    await expect(link(two.cards.get('Sem nada'))).toBeVisible()
    const field = ana.page.getByLabel('Próxima atividade de Sem nada', { exact: true })
    await field.fill('Ligar amanhã')
    await field.press('Enter')
    await expect
      .poll(
        async () =>
          (await cardInJournal(world.server.database, two.name, two.cards.get('Sem nada') ?? ''))?.['nextActivity'],
      )
      .toBe('Ligar amanhã')
  })
})
