import AxeBuilder from '@axe-core/playwright'
import { accountsName, createAccountsStore } from '@mutirao/documents'
import type { Page } from '@playwright/test'
import { cardInJournal } from '../src/journal.ts'
import { expect, test, type World } from '../src/world.ts'

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const violations = async (page: Page): Promise<readonly string[]> =>
  (await new AxeBuilder({ page }).include('main').withTags(levels).analyze()).violations.map(({ id }) => id)

/** Names of this run's own: the workspace, and with it the accounts, is shared by all tests of a run. */
const unique = (name: string): string =>
  `${name} ${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`

const accountsOf = async (world: World) => {
  const api = await world.api('ana')
  return createAccountsStore(await api.pull(accountsName(api.workspaceId)))
}

/** The rows of the list that hold this text. */
const rows = (page: Page, text: string) =>
  page.getByRole('list', { name: 'Lista de contas' }).getByRole('link').filter({ hasText: text })

async function addAccount(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Nova conta' }).first().click()
  await page.getByLabel('Nome da conta').fill(name)
  await page.getByLabel('Nome da conta').press('Enter')
}

test.describe('accounts', () => {
  test('[CTA-17] a name on cards becomes an account with its cards, people and value; a colleague sees it at once', async ({
    world,
  }) => {
    const name = unique('Padaria Aurora')
    const board = await world.board('Padarias', [
      { title: 'Forno novo', fields: { account: name, value: 1_000_000, contactName: 'Bia Rocha' } },
      { title: 'Manutenção', fields: { account: `${name.toUpperCase()} LTDA`, value: 250_000 } },
    ])
    const ana = await world.arrive({ who: 'ana', at: '/' })
    const bruno = await world.arrive({ who: 'bruno' })
    await ana.page.getByRole('link', { name: 'Contas', exact: true }).click()
    await ana.page.getByRole('searchbox').fill(name)
    const row = rows(ana.page, name)
    await expect(row).toHaveCount(1)
    await expect(row).toContainText('só nos cartões')
    await expect(row).toContainText('R$ 12.500')
    await row.click()
    await ana.page.getByRole('button', { name: 'Criar conta' }).click()
    await expect(ana.page.getByRole('heading', { level: 1, name })).toBeAttached()
    await expect(ana.page.getByRole('link', { name: /Forno novo/ })).toBeVisible()
    await ana.page.getByRole('button', { name: 'Adicionar Bia Rocha aos contatos' }).click()
    const accountUrl = new URL(ana.page.url()).pathname

    await bruno.page.goto(accountUrl)
    await expect(bruno.page.getByLabel('Nome', { exact: true }).nth(1)).toHaveValue('Bia Rocha')
    await bruno.page.getByLabel('E-mail').fill('bia@aurora.com.br')
    await bruno.page.getByLabel('E-mail').press('Enter')
    await expect(ana.page.getByLabel('E-mail')).toHaveValue('bia@aurora.com.br')

    await ana.page.getByRole('link', { name: /Forno novo/ }).click()
    await expect(ana.page.getByRole('dialog')).toBeVisible()
    expect(ana.boardId()).toBe(board.id)
    await ana.page
      .getByRole('dialog')
      .getByRole('link', { name: `Abrir a conta ${name}` })
      .click()
    await expect(ana.page).toHaveURL(new RegExp(`${accountUrl}$`))
    await ana.expectState('saved')
  })

  test('[CTA-12] a CNPJ is checked as it is typed, in both kinds, and a wrong one is kept and explained', async ({
    world,
  }) => {
    const name = unique('Números')
    const ana = await world.arrive({ who: 'ana' })
    await ana.page.goto('/contas')
    await addAccount(ana.page, name)
    await ana.page.getByRole('searchbox').fill(name)
    await rows(ana.page, name).click()
    // Exactly: the list, which stays until the page can be shown, has a search field that speaks of CNPJ too.
    const cnpj = ana.page.getByLabel('CNPJ', { exact: true })
    await cnpj.fill('12abc34501de35')
    await cnpj.press('Enter')
    await expect(cnpj).toHaveValue('12.ABC.345/01DE-35')
    await cnpj.fill('12.345.678/0001-96')
    await cnpj.press('Tab')
    await expect(ana.page.getByText('Os dígitos verificadores não conferem')).toBeVisible()
    await expect(cnpj).toHaveValue('12.345.678/0001-96')
    await ana.expectState('saved')
    expect((await accountsOf(world)).named(name)?.cnpj).toBe('12.345.678/0001-96')
    await cnpj.fill('rascunho')
    await cnpj.press('Escape')
    await expect(cnpj).toHaveValue('12.345.678/0001-96')
  })

  test('[CTA-15] duplicates are suggested; merging rewrites the cards of all boards and one undo brings everything back', async ({
    world,
  }) => {
    const keep = unique('Transportes Ipê')
    const drop = keep.replace('Transportes', 'Transporte')
    const first = await world.board('Um', [{ title: 'Frota', fields: { account: drop, value: 100 } }])
    const second = await world.board('Dois', [{ title: 'Pneus', fields: { account: drop, value: 100 } }])
    const ana = await world.arrive({ who: 'ana' })
    await ana.page.goto('/contas')
    await addAccount(ana.page, keep)
    await ana.page.getByLabel('Nome da conta').fill(drop)
    await ana.page.getByLabel('Nome da conta').press('Enter')
    await ana.page.getByLabel('Nome da conta').press('Escape')
    await ana.page.getByRole('button', { name: 'Revisar' }).click()
    const pair = ana.page.getByRole('dialog').getByRole('listitem').filter({ hasText: drop })
    await expect(pair).toContainText('nomes parecidos')
    await pair.getByRole('button', { name: 'Juntar…' }).click()
    await ana.page.getByRole('radio', { name: new RegExp(keep) }).check()
    await ana.page.getByRole('dialog').getByRole('button', { name: 'Juntar', exact: true }).click()
    await expect(ana.page.getByLabel('Avisos').getByText(`Contas juntadas em “${keep}”`)).toBeVisible()
    const accounts = async () =>
      Promise.all(
        [first, second].map(async (board) => {
          const [cardId = ''] = board.cards.values()
          return ((await cardInJournal(world.server.database, board.name, cardId)) as { account?: string }).account
        }),
      )
    await expect.poll(accounts, { timeout: 20_000 }).toEqual([keep, keep])
    const store = await accountsOf(world)
    expect(store.named(drop)?.name).toBe(keep)
    await ana.page.keyboard.press('Escape')
    await expect(ana.page.getByRole('dialog')).toHaveCount(0)
    await ana.page.keyboard.press('Control+z')
    await expect.poll(accounts, { timeout: 20_000 }).toEqual([drop, drop])
    expect((await accountsOf(world)).named(drop)?.name).toBe(drop)
  })

  test('[CTA-16] everything works without a network and arrives when it is back', async ({ world }) => {
    const name = unique('Sem rede')
    await world.board('Offline', [{ title: 'Contrato', fields: { account: name, value: 5_000 } }])
    const ana = await world.arrive({ who: 'ana', goesOffline: true })
    await ana.page.goto('/contas')
    await ana.page.getByRole('searchbox').fill(name)
    await expect(rows(ana.page, name)).toHaveCount(1)
    ana.network.cut()
    await rows(ana.page, name).click()
    await ana.page.getByRole('button', { name: 'Criar conta' }).click()
    await ana.page.getByLabel('Cidade').fill('Recife, PE')
    await ana.page.getByLabel('Cidade').press('Enter')
    await ana.expectState('offline')
    ana.network.heal()
    await ana.expectState('saved', 60_000)
    expect((await accountsOf(world)).named(name)).toMatchObject({ city: 'Recife, PE' })
  })

  test('[CTA-8] [CTA-17] a viewer looks and changes nothing; on a phone everything fits; by keyboard one finds and opens', async ({
    world,
  }) => {
    const name = unique('Telefone')
    await world.board('Fone', [{ title: 'Ligar', fields: { account: name, value: 700 } }])
    const gil = await world.arrive({ who: 'gil', phone: true, at: '/' })
    await gil.page.getByRole('button', { name: 'Contas', exact: true }).click()
    await expect(gil.page.getByRole('searchbox')).toBeVisible()
    await expect(gil.page.getByRole('button', { name: 'Nova conta' })).toHaveCount(0)
    const sideways = () =>
      gil.page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
    expect(await sideways()).toBe(false)
    await gil.page.getByRole('searchbox').fill(name)
    await rows(gil.page, name).tap()
    await expect(gil.page.getByRole('heading', { level: 1, name })).toBeVisible()
    await expect(gil.page.getByRole('button', { name: 'Criar conta' })).toHaveCount(0)
    expect(await sideways()).toBe(false)

    const ana = await world.arrive({ who: 'ana', dark: true })
    await ana.page.goto('/contas')
    await expect(ana.page.getByRole('searchbox')).toBeVisible()
    await ana.page.locator('main').focus()
    await ana.page.keyboard.press('/')
    await ana.page.keyboard.type(name)
    await expect(rows(ana.page, name)).toHaveCount(1)
    await ana.page.keyboard.press('Tab')
    await ana.page.locator('main').focus()
    // Found, and nothing else any more: the first one is it.
    await expect(ana.page.locator('[data-account]')).toHaveCount(1)
    await ana.page.keyboard.press('j')
    await expect.poll(() => ana.focused()).toContain(name)
    expect(await violations(ana.page)).toEqual([])
    await ana.page.keyboard.press('Enter')
    await expect(ana.page.getByRole('heading', { level: 1, name })).toBeVisible()
    await ana.page.getByRole('button', { name: 'Criar conta' }).press('Enter')
    await expect(ana.page.getByLabel('CNPJ', { exact: true })).toBeVisible()
    expect(await violations(ana.page)).toEqual([])
  })
})
