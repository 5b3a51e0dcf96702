import {
  addComment,
  addItems,
  contentDigest,
  createLedgerStore,
  createRequest,
  itemsMap,
  leaveIntent,
  mentionText,
  readContent,
  readView,
  setItemField,
  ulid,
  type EditContext,
  type RequestView,
} from '@mutirao/documents'
import { plainLetter } from '@mutirao/sync-server/testing/post-office'
import * as Y from 'yjs'
import type { Api } from '../src/api.ts'
import type { Person } from '../src/person.ts'
import { until } from '../src/until.ts'
import { expect, test, type World } from '../src/world.ts'

const newId = () => ulid(Date.now(), crypto.getRandomValues(new Uint8Array(16)))
const contextOf = (api: Api): EditContext => ({ userId: api.userId, nowMs: Date.now(), random: Math.random, newId })

/** A list of this test's own; the policy is the demo's: Carla, Davi from R$ 10.000, Eva from R$ 50.000. */
class Office {
  readonly world: World
  readonly listId: string

  constructor(world: World, listId: string) {
    this.world = world
    this.listId = listId
  }
  static async open(world: World, title: string): Promise<Office> {
    const { name } = await (await world.api('ana')).createList(title)
    return new Office(world, name.slice('requests:'.length))
  }
  get list(): string {
    return `requests:${this.listId}`
  }

  async edit<T>(who: string, name: string, change: (doc: Y.Doc, context: EditContext) => T): Promise<T> {
    const api = await this.world.api(who)
    const doc = await api.pull(name)
    const before = Y.encodeStateVector(doc)
    const made = doc.transact(() => change(doc, contextOf(api)))
    await api.push(name, Y.encodeStateAsUpdate(doc, before))
    return made
  }
  detail = (requestId: string): string => `request:${this.listId}.${requestId}`

  async draft(who: string, title: string, cents: number): Promise<string> {
    const id = await this.edit(who, this.list, (doc, at) => createRequest(doc, at, { title, total: cents }).requestId)
    await this.edit(who, this.detail(id), (doc, at) => {
      addItems(doc, at, [{ description: title, quantity: '1', estimate: cents }])
    })
    return id
  }
  async submitted(who: string, title: string, cents: number): Promise<string> {
    const id = await this.draft(who, title, cents)
    const api = await this.world.api(who)
    const content = readContent(await api.pull(this.list), await api.pull(this.detail(id)), id)
    await this.edit(who, this.list, (doc, at) =>
      leaveIntent(doc, at, { type: 'request.submit', subject: id, digest: content ? contentDigest(content) : '' }),
    )
    await this.expectStatus(id, 'pending_a1')
    return id
  }
  async view(requestId: string): Promise<RequestView | null> {
    const doc = await (await this.world.api('ana')).pull(`ledger:${this.listId}`)
    return readView(createLedgerStore(doc).subject(requestId))
  }
  async expectStatus(requestId: string, status: RequestView['status']): Promise<void> {
    await until(`${requestId} is ${status}`, async () => (await this.view(requestId))?.status === status)
  }
}

/** The queue with this request in it. */
async function queued(person: Person, title: string) {
  const row = person.page.locator('[data-queued]').filter({ hasText: title })
  await expect(row).toBeVisible()
  return row
}

/** Opens it in the queue and waits until what is approved is on the screen. */
async function look(person: Person, title: string, total: string): Promise<void> {
  await (await queued(person, title)).getByRole('link').click()
  await expect(person.page.locator('[data-detail-total]')).toHaveText(total)
  await expect(person.page.getByRole('article', { name: title }).getByRole('table')).toBeVisible()
}

test('[PUR-8] [PUR-21] R$ 60.000 go from an offline draft through A1, A2 and A3; everybody hears of it', async ({
  world,
}) => {
  const office = await Office.open(world, 'Compras 60')
  const [bruno, carla, davi, eva] = await Promise.all(
    ['bruno', 'carla', 'davi', 'eva'].map((who) => world.arrive({ who, goesOffline: who === 'bruno' })),
  )
  if (!bruno || !carla || !davi || !eva) throw new Error('somebody is missing')
  const { page } = bruno
  await page.goto(`/solicitacoes/${office.listId}`)
  await expect(page.locator(`[data-requests="${office.listId}"][data-phase=ready]`)).toBeVisible()
  await bruno.expectState('saved')
  bruno.network.cut()
  await bruno.expectState('offline')
  await page.keyboard.press('n')
  const panel = page.getByRole('dialog')
  await expect(panel.locator('[name=title]')).toBeFocused()
  await page.keyboard.type('Prensa hidráulica')
  await page.keyboard.press('Enter')
  await expect(panel.locator('input[name=newItem]')).toBeFocused()
  await expect(panel.locator('[name=title]')).toHaveValue('Prensa hidráulica')
  await panel.locator('input[name=newItem]').evaluate((field) => {
    const copied = new DataTransfer()
    copied.setData('text/plain', 'Qtd\tProduto\n1\tPrensa de 40 t\n')
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: copied, bubbles: true, cancelable: true }))
  })
  await panel.locator('[data-item] [data-cell=quantity]').dblclick()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('2')
  await page.keyboard.press('Enter')
  await panel.locator('[data-item] [data-cell=estimate]').dblclick()
  await page.keyboard.type('30000')
  await page.keyboard.press('Enter')
  await expect(panel.locator('[data-request-total]')).toHaveText('R$ 60.000,00')
  await panel.getByRole('button', { name: 'Enviar para aprovação' }).click()
  await expect(panel.locator('[data-standing]')).toContainText('guardado neste aparelho')
  bruno.network.heal()
  await expect(panel.locator('[data-standing=pending_a1]')).toContainText('Aguardando A1: Carla', { timeout: 30_000 })
  await expect(panel.locator('[data-number]')).toContainText(/SC-\d{4}-\d{4}/)

  for (const [person, level] of [
    [carla, 'pending_a1'],
    [davi, 'pending_a2'],
    [eva, 'pending_a3'],
  ] as const) {
    await expect(panel.locator(`[data-standing=${level}]`)).toBeVisible()
    await person.page.goto('/aprovacoes')
    await look(person, 'Prensa hidráulica', 'R$ 60.000,00')
    await person.page.keyboard.press('a')
    await expect(person.page.locator('[data-queued]').filter({ hasText: 'Prensa hidráulica' })).toHaveCount(0)
  }
  await expect(panel.locator('[data-standing=aprovada]')).toContainText('Eva Monteiro')
  // Made by a key: there is no place the focus came from, so it goes to where the request stands.
  await page.keyboard.press('Escape')
  await expect(page.locator('main [data-request]').filter({ hasText: 'Prensa hidráulica' })).toBeFocused()
  await page.goto('/avisos')
  await expect(page.locator('[data-notice=purchase_request_approved]').filter({ hasText: 'Prensa' })).toContainText(
    'Eva Monteiro',
  )
})

test('[PUR-9] two speak for one level in the same second; a yes given offline for another amount does not count, and both hear why', async ({
  world,
}) => {
  const office = await Office.open(world, 'Compras a dois')
  const both = await office.submitted('bruno', 'Impressora térmica', 500_00)
  const moving = await office.submitted('bruno', 'Balança digital', 800_00)
  const [carla, marina] = await Promise.all(
    ['carla', 'marina'].map((who) => world.arrive({ who, goesOffline: who === 'carla' })),
  )
  if (!carla || !marina) throw new Error('somebody is missing')

  await carla.page.goto('/aprovacoes?ver=ausencias')
  await carla.page.getByLabel('Quem substitui').click()
  await carla.page.getByRole('option', { name: 'Marina Castro' }).click()
  await carla.page.getByRole('button', { name: 'Registrar ausência' }).click()
  await expect(carla.page.locator('[data-absence]')).toContainText('Marina Castro aprova em nome de Carla Nogueira')

  await Promise.all([carla, marina].map((person) => person.page.goto('/aprovacoes')))
  await expect(await queued(marina, 'Impressora térmica')).toContainText('em nome de Carla Nogueira')
  for (const person of [carla, marina]) await look(person, 'Impressora térmica', 'R$ 500,00')
  await Promise.all([carla, marina].map((person) => person.page.keyboard.press('a')))
  await office.expectStatus(both, 'aprovada')
  expect((await office.view(both))?.approvals).toHaveLength(1)
  for (const person of [carla, marina])
    await expect(person.page.locator('[data-queued]').filter({ hasText: 'Impressora térmica' })).toHaveCount(0)

  await look(carla, 'Balança digital', 'R$ 800,00')
  await carla.expectState('saved')
  carla.network.cut()
  await carla.expectState('offline')
  await carla.page.keyboard.press('a')
  await expect(await queued(carla, 'Balança digital')).toContainText('guardada neste aparelho')
  await office.edit('bruno', office.detail(moving), (doc, at) => {
    const [itemId = ''] = itemsMap(doc).keys()
    setItemField(doc, at, { itemId, field: 'estimate', value: 950_00 })
  })
  await until('the round began again', async () => (await office.view(moving))?.round === 2)
  carla.network.heal()
  await expect(carla.page.locator('[data-refused]').filter({ hasText: 'Balança digital' })).toContainText(
    'O valor mudou de R$ 800,00 para R$ 950,00 depois que você viu.',
    { timeout: 30_000 },
  )
  expect(await office.view(moving)).toMatchObject({
    status: 'pending_a1',
    approvals: [],
    reason: { code: 'content_changed' },
  })
  await expect(await queued(carla, 'Balança digital')).toContainText('de R$ 800 para R$ 950')

  await carla.page.goto('/aprovacoes?ver=ausencias')
  await carla.page.locator('[data-absence]').getByRole('button', { name: 'Encerrar' }).click()
  await expect(carla.page.locator('[data-absence]')).toHaveCount(0)
})

test('[PUR-10] several at once on a phone, by thumb; one’s own request waits for nobody', async ({ world }) => {
  const office = await Office.open(world, 'Compras no celular')
  const titles = ['Café em grãos', 'Filtros de papel', 'Açúcar orgânico']
  const ids = await Promise.all(titles.map((title) => office.submitted('bruno', title, 90_00)))
  const own = await office.draft('carla', 'Cadeira da Carla', 700_00)
  const carla = await world.arrive({ who: 'carla', phone: true })
  const { page } = carla
  await page.goto('/aprovacoes')
  for (const title of titles) await (await queued(carla, title)).getByRole('checkbox').tap()
  const bar = page.getByRole('group', { name: 'Decidir' })
  await expect(bar).toContainText('3 selecionadas')
  const box = await bar.getByRole('button', { name: 'Aprovar' }).boundingBox()
  expect(box?.height).toBeGreaterThanOrEqual(44)
  expect(box?.y).toBeGreaterThan(600)
  await bar.getByRole('button', { name: 'Aprovar' }).tap()
  for (const id of ids) await office.expectStatus(id, 'aprovada')
  await expect(page.locator('[data-queued]').filter({ hasText: 'Café em grãos' })).toHaveCount(0)

  // The table says there what each request is, and is no wider than the phone.
  await page.goto(`/solicitacoes/${office.listId}?layout=tabela`)
  const line = page.locator(`[data-request="${own}"]`)
  const words = await line.getByText('Cadeira da Carla').boundingBox()
  expect(words?.width).toBeGreaterThan(80)
  expect(await line.evaluate((row) => row.closest('div')?.scrollWidth)).toBe(390)

  await page.goto(`/solicitacoes/${office.listId}?solicitacao=${own}`)
  await page.getByRole('button', { name: 'Enviar para aprovação' }).tap()
  await page.goto('/aprovacoes')
  await expect(page.locator('[data-refused=no_approver]')).toContainText('não há quem possa aprovar')
})

test('[PUR-11] one tap from the mail approves what the mail showed, after one confirmation and without signing in', async ({
  world,
}) => {
  const office = await Office.open(world, 'Compras por e-mail')
  const title = `Lâmpadas LED ${Date.now().toString(36)}`
  const id = await office.submitted('bruno', title, 320_00)
  const { post } = world.server
  const letter = await until('the letter', () =>
    post.letters.find(({ to, text }) => to === 'carla@demo.mutirao' && plainLetter(text).includes(title)),
  )
  // Hers may be one letter about several: the button below this title.
  const words = plainLetter(letter.text)
  const path = /\/aprovar#[\w.-]+/.exec(words.slice(words.lastIndexOf(`· ${title}`, words.indexOf('<div'))))?.[0] ?? ''
  const stranger = await world.approach({ who: 'carla', phone: true })
  await stranger.page.goto(path)
  await expect(stranger.page.getByRole('heading', { name: title })).toBeVisible()
  await expect(stranger.page.getByRole('list', { name: 'Itens' })).toContainText(title)
  await expect(stranger.page).toHaveURL(/\/aprovar$/)
  expect((await office.view(id))?.status).toBe('pending_a1')
  await stranger.page.getByRole('button', { name: 'Aprovar como Carla Nogueira' }).tap()
  await expect(stranger.page.locator('[data-approve=counted]')).toContainText('Aprovação registrada')
  await office.expectStatus(id, 'aprovada')
  await stranger.page.goto('/entrar')
  await stranger.page.goto(path)
  await expect(stranger.page.locator('[data-approve=counted]')).toBeVisible()
  // A link that holds no longer leads on; that there is no network says nothing about the link.
  await stranger.page.goto('/entrar')
  await stranger.page.goto('/aprovar#never-was-such-a-token')
  await expect(stranger.page.getByRole('alert')).toHaveText('Este link não vale mais.')
  await expect(stranger.page.getByRole('link', { name: 'Abrir as aprovações no Mutirão' })).toBeVisible()
  await stranger.page.goto('/entrar')
  await stranger.page.route('**/api/approval-links/**', (route) => route.abort())
  await stranger.page.goto(path)
  await expect(stranger.page.getByRole('alert')).toHaveText('Sem conexão com o servidor.')
})

test('[PUR-14] [NTC-6] [NTC-7] who is in which cell shows; who is named finds the comment; what was asked in vain says why', async ({
  world,
}) => {
  const office = await Office.open(world, 'Compras juntas')
  const requestId = await office.draft('bruno', 'Bancadas', 900_000)
  const [bruno, carla] = await Promise.all(['bruno', 'carla'].map((who) => world.arrive({ who })))
  if (!bruno || !carla) throw new Error('somebody is missing')
  const address = `/solicitacoes/${office.listId}?solicitacao=${requestId}`
  await Promise.all([bruno.page.goto(address), carla.page.goto(address)])
  const cell = '[data-item] [data-cell=quantity]'
  await carla.page.locator(cell).click()
  await expect(bruno.page.locator(cell)).toHaveAttribute('data-occupied', /^Carla/)
  await expect(bruno.page.locator(cell)).toContainText('Carla')
  await carla.page.keyboard.press('ArrowRight')
  await expect(bruno.page.locator(cell)).not.toHaveAttribute('data-occupied', /./)
  await bruno.page.keyboard.press('Escape')
  await expect(bruno.page.locator(`[data-request="${requestId}"] [data-here]`)).toContainText('Carla')

  // Not hers to cancel: the screen offers it to nobody else, a program may ask all the same.
  await office.edit('carla', office.list, (doc, at) =>
    leaveIntent(doc, at, { type: 'request.cancel', subject: requestId, digest: '' }),
  )
  await expect(carla.page.getByRole('dialog').locator('[data-refused]')).toContainText('Seu cancelamento não valeu')

  const { userId } = await world.api('bruno')
  await office.edit('carla', office.detail(requestId), (doc, at) => {
    addComment(doc, at, { text: `${mentionText('Bruno', userId)}, duas não bastam?` })
  })
  await bruno.page.goto('/avisos')
  const notice = bruno.page.locator('[data-notice=comment_mention]').filter({ hasText: 'duas não bastam?' })
  await expect(notice).toContainText('Carla')
  await notice.getByRole('link').click()
  await expect(bruno.page.locator('[data-meant]')).toContainText('duas não bastam?')
  await expect(bruno.page.locator('[data-meant]')).toBeFocused()
})

test('[PUR-16] [VUE-6] what is asked of a list stands in its address, is shared as a view, and leaves as a file', async ({
  world,
}) => {
  const office = await Office.open(world, 'Compras com filtros')
  await office.draft('bruno', 'Servidor', 6_000_000)
  await office.draft('bruno', 'Toner', 9_000)
  const [bruno, carla] = await Promise.all(['bruno', 'carla'].map((who) => world.arrive({ who })))
  if (!bruno || !carla) throw new Error('somebody is missing')
  const rows = ({ page }: Person) => page.locator('[data-request]')
  const { page } = bruno
  await Promise.all([bruno, carla].map((one) => one.page.goto(`/solicitacoes/${office.listId}?layout=tabela`)))
  await expect(rows(bruno)).toHaveCount(2)
  await expect(rows(carla)).toHaveCount(2)
  await page.getByRole('group', { name: 'Ordenar por' }).getByRole('button', { name: 'Total' }).click()
  // The newest stands first before it is sorted too: the address says that it is.
  await expect(page).toHaveURL(/ordem=valor/)
  await expect(rows(bruno)).toHaveText([/Toner/, /Servidor/])
  await page.keyboard.press('/')
  await page.keyboard.type('solicitante:eu valor>1000 ')
  await expect(rows(bruno)).toHaveText([/Servidor/])
  await expect(page.getByTestId('shown')).toHaveText('1 de 2')
  await expect(page).toHaveURL(/solicitante=eu&valor=1000\.01\.\.&ordem=valor/)

  await page.getByRole('button', { name: 'Salvar visão' }).click()
  await page.getByLabel('Nome da visão').fill('Compras grandes')
  await page.getByLabel('Compartilhar com quem tem acesso').check()
  await page.getByRole('button', { name: 'Salvar', exact: true }).click()
  await carla.page.getByRole('navigation', { name: 'Visões' }).getByText('Compras grandes').click()
  // "Mine" are everybody's own.
  await expect(carla.page.getByText('Nada corresponde')).toBeVisible()
  await carla.page.getByRole('button', { name: 'Tirar o filtro Solicitante' }).click()
  await expect(rows(carla)).toHaveText([/Servidor/])
  await rows(carla).click()
  await expect(carla.page.getByRole('dialog')).toBeVisible()
  await carla.page.reload()
  await carla.page.keyboard.press('Escape')
  await expect(rows(carla)).toHaveText([/Servidor/])

  await page.getByRole('button', { name: 'Exportar solicitações' }).click()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Exportar 1 solicitação' }).click(),
  ])
  expect(file.suggestedFilename()).toMatch(/\.xlsx$/)
})
