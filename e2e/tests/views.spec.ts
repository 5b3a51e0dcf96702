import type { MadeBoard } from '../src/boards.ts'
import type { Person } from '../src/person.ts'
import { expect, test } from '../src/world.ts'

const idIn = (board: MadeBoard, title: string) => board.cards.get(title) ?? ''

async function openMenu(person: Person, item: string): Promise<void> {
  await person.page.getByRole('button', { name: 'Mais opções', exact: true }).click()
  await person.page.getByRole('menuitem', { name: item }).click()
}

/** Titles in the order in which they stand, from top to bottom. */
const rows = (person: Person) => person.page.locator('[data-row] [data-cell="title"]').allInnerTexts()

test.describe('ways of seeing a board', () => {
  test('[E2E-19] lanes by owner, compact cards, a view of one’s own: one’s arrangement is nobody else’s, the cards are everybody’s', async ({
    world,
  }) => {
    test.setTimeout(180_000)
    const api = await world.api('ana')
    const board = await world.board('Jeitos de ver', [
      { title: 'Da Ana', fields: { owner: api.userId, account: 'Rede Ipê' } },
      { title: 'De ninguém', stage: 'Proposta' },
    ])
    const ana = await world.arrive({ who: 'ana' })
    const bruno = await world.arrive({ who: 'bruno' })
    for (const person of [ana, bruno]) await person.visit(board.id)

    await test.step('lanes: a colleague who takes a card moves it into a lane of his', async () => {
      await openMenu(ana, 'Agrupar por responsável')
      await expect(ana.page).toHaveURL(/grupo=dono/)
      await expect(ana.page.getByText('Sem responsável')).toBeVisible()
      await expect(bruno.page.getByText('Sem responsável')).toHaveCount(0)
      await bruno.card(idIn(board, 'De ninguém')).click()
      const drawer = bruno.page.getByRole('dialog')
      await drawer.getByRole('combobox', { name: 'Responsável' }).click()
      await bruno.page.getByRole('option', { name: /Bruno Almeida/ }).click()
      await bruno.page.keyboard.press('Escape')
      await expect(ana.page.getByText('Sem responsável')).toHaveCount(0)
      await expect(ana.page.locator('main').getByText('Bruno Almeida').first()).toBeVisible()
      await expect(ana.card(idIn(board, 'De ninguém'))).toBeVisible()
      await openMenu(ana, 'Não agrupar')
      await expect(ana.page).not.toHaveURL(/grupo/)
    })

    await test.step('compact cards, on this device alone, also after a reload', async () => {
      const height = async (person: Person) => (await person.card(idIn(board, 'Da Ana')).boundingBox())?.height ?? 0
      const before = await height(bruno)
      await openMenu(ana, 'Cartões compactos')
      await expect.poll(() => height(ana)).toBeLessThan(before)
      await ana.visit(board.id)
      await expect.poll(() => height(ana)).toBeLessThan(before)
      expect(await height(bruno)).toBe(before)
      await openMenu(ana, 'Cartões confortáveis')
      await expect.poll(() => height(ana)).toBe(before)
    })

    await test.step('a view only for oneself follows to another device and never to a colleague', async () => {
      await ana.page.goto(`/funil/${board.id}?dono=eu`)
      await expect(ana.card(idIn(board, 'De ninguém'))).toHaveCount(0)
      await ana.page.getByRole('button', { name: 'Salvar visão' }).click()
      await ana.page.getByLabel('Nome da visão').fill('Só as minhas')
      await ana.page.getByRole('button', { name: 'Salvar', exact: true }).click()
      const tab = (person: Person) => person.page.getByRole('navigation', { name: 'Visões' }).getByText('Só as minhas')
      await expect(tab(ana)).toBeVisible()
      await ana.expectState('saved')
      const elsewhere = await world.arrive({ who: 'ana', phone: true })
      await elsewhere.visit(board.id)
      await tab(elsewhere).tap()
      await expect(elsewhere.card(idIn(board, 'Da Ana'))).toBeVisible()
      await elsewhere.leave()
      await bruno.visit(board.id)
      await expect(bruno.card(idIn(board, 'Da Ana'))).toBeVisible()
      await expect(tab(bruno)).toHaveCount(0)
    })
  })

  test('[E2E-20] columns of the table are sorted, widened, frozen, hidden and put in order by mouse; the arrangement stays one’s own', async ({
    world,
  }) => {
    test.setTimeout(180_000)
    const board = await world.board('Colunas', [
      { title: 'Bambu', fields: { value: 30_000 } },
      { title: 'Cedro', fields: { value: 10_000 } },
      { title: 'Araucária', fields: { value: 20_000 } },
    ])
    const ana = await world.arrive({ who: 'ana' })
    const bruno = await world.arrive({ who: 'bruno' })
    for (const person of [ana, bruno]) {
      await person.page.goto(`/funil/${board.id}?layout=tabela`)
      await expect(person.page.getByRole('grid')).toBeVisible()
      await person.isComplete()
    }
    const { page } = ana
    const head = (name: string) => page.getByRole('columnheader', { name })
    const width = async (name: string) => Math.round((await head(name).boundingBox())?.width ?? 0)
    const left = async (name: string) => Math.round((await head(name).boundingBox())?.x ?? 0)
    const choose = async (column: string, item: string) => {
      await head(column).hover()
      await page.getByRole('button', { name: `Opções da coluna ${column}` }).click()
      await page.getByRole('menuitem', { name: item }).click()
    }

    await test.step('sorted by a click, and by the other end with the next', async () => {
      await head('Valor').getByRole('button', { name: 'Valor', exact: true }).click()
      await expect.poll(() => rows(ana)).toEqual(['Cedro', 'Araucária', 'Bambu'])
      await head('Valor').getByRole('button', { name: 'Valor', exact: true }).click()
      await expect.poll(() => rows(ana)).toEqual(['Bambu', 'Araucária', 'Cedro'])
      expect(await rows(bruno)).toEqual(['Bambu', 'Cedro', 'Araucária'])
    })

    await test.step('widened by its edge', async () => {
      const before = await width('Título')
      const box = await head('Título').boundingBox()
      const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0), (box?.y ?? 0) + 10]
      await page.mouse.move(x, y)
      await page.mouse.down()
      await page.mouse.move(x + 90, y, { steps: 4 })
      await page.mouse.up()
      await expect.poll(() => width('Título')).toBe(before + 90)
    })

    await test.step('moved, hidden, frozen: what is frozen stays while the rest scrolls', async () => {
      await choose('Valor', 'Mover para a esquerda')
      await expect.poll(async () => (await left('Valor')) < (await left('Etapa'))).toBe(true)
      await choose('Etapa', 'Esconder coluna')
      await expect(head('Etapa')).toHaveCount(0)
      await choose('Valor', 'Congelar até aqui')
      const before = await left('Valor')
      await page.getByRole('grid').evaluate((grid) => grid.scrollTo({ left: 400 }))
      await expect.poll(() => left('Valor')).toBe(before)
      await expect.poll(async () => (await left('Fechamento')) < before).toBe(true)
    })

    await test.step('kept on this device, and the colleague’s table is as it was', async () => {
      await page.reload()
      await expect(head('Valor')).toBeVisible()
      await expect(head('Etapa')).toHaveCount(0)
      await expect.poll(() => rows(ana)).toEqual(['Bambu', 'Araucária', 'Cedro'])
      await expect(bruno.page.getByRole('columnheader', { name: 'Etapa' })).toBeVisible()
    })
  })

  test('[E2E-21] a link to the card at a moment leads a colleague to the card as it was, and back to the present', async ({
    world,
  }) => {
    test.setTimeout(120_000)
    const board = await world.board('Momento', [{ title: 'Portal', fields: { value: 10_000 }, daysAgo: 3 }])
    const ana = await world.arrive({ who: 'ana' })
    const bruno = await world.arrive({ who: 'bruno' })
    const drawer = await ana.openCard(board.id, idIn(board, 'Portal'))
    await drawer.locator('input[name=value]').fill('250')
    await drawer.locator('input[name=value]').press('Enter')
    await ana.expectState('saved')
    await ana.context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await drawer.getByRole('button', { name: 'Mais ações' }).click()
    await ana.page.getByRole('menuitem', { name: /momento/i }).click()
    await expect.poll(() => ana.page.evaluate(() => navigator.clipboard.readText())).toContain('em=')
    const link = new URL(await ana.page.evaluate(() => navigator.clipboard.readText()))
    await drawer.locator('input[name=value]').fill('999')
    await drawer.locator('input[name=value]').press('Enter')
    await ana.expectState('saved')
    await bruno.page.goto(link.pathname + link.search)
    const then = bruno.page.getByRole('dialog')
    await expect(then).toBeVisible()
    await expect(then.getByText(/250,00/).first()).toBeVisible()
    await then.getByRole('button', { name: 'Entendi' }).click()
    await expect(then.locator('input[name=value]')).toHaveValue(/999/)
    await expect(bruno.page).not.toHaveURL(/em=/)
  })
})
