import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import type { Person } from '../src/person.ts'
import { until } from '../src/until.ts'
import { expect, test } from '../src/world.ts'

const sha256Of = (data: Buffer): string => createHash('sha256').update(data).digest('hex')
const pdf = (bytes: number): Buffer => Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(bytes)])
const fileRow = (drawer: Locator, name: string): Locator => drawer.locator(`[data-file="${name}"]`)
const expectFile = (drawer: Locator, name: string, state: string): Promise<void> =>
  expect(fileRow(drawer, name)).toHaveAttribute('data-file-state', state, { timeout: 60_000 })

/** From the disk, as a person does: large ones would not fit through the test's own line. */
async function pick(drawer: Locator, ...files: { readonly name: string; readonly buffer: Buffer }[]): Promise<void> {
  const folder = test.info().outputPath('files')
  await mkdir(folder, { recursive: true })
  for (const { name, buffer } of files) await writeFile(join(folder, name), buffer)
  await drawer
    .locator('input[type=file]')
    .first()
    .setInputFiles(files.map(({ name }) => join(folder, name)))
}

/** What the person gets when they save the file. */
async function saved(person: Person, drawer: Locator, name: string): Promise<Buffer> {
  const row = fileRow(drawer, name)
  await row.getByRole('button', { name: `Ações de ${name}` }).click()
  const download = person.page.waitForEvent('download')
  await person.page.getByRole('menuitem', { name: 'Baixar' }).click()
  return readFile(await (await download).path())
}

test.describe('attachments', () => {
  test('[UPL-12] attached without a network, reloaded, server killed halfway: the file arrives whole and a colleague saves it', async ({
    world,
  }) => {
    const board = await world.board('Anexos', [{ title: 'Com arquivos' }])
    const cardId = board.cards.get('Com arquivos') ?? ''
    const ana = await world.arrive({ who: 'ana', goesOffline: true })
    const bruno = await world.arrive({ who: 'bruno' })
    let drawer = await ana.openCard(board.id, cardId)
    await ana.expectState('saved')

    ana.network.cut()
    await ana.expectState('offline')
    const data = pdf(8 * 1024 * 1024)
    await pick(drawer, { name: 'Projeto executivo.pdf', buffer: data })
    await expectFile(drawer, 'Projeto executivo.pdf', 'kept')
    await expect(ana.pill).toContainText('1 arquivo espera')
    await ana.page.reload()
    drawer = ana.page.getByRole('dialog')
    await expectFile(drawer, 'Projeto executivo.pdf', 'kept')

    ana.network.heal()
    const received = async (): Promise<number> => {
      const { rows } = await world.server.database.pool.query<{ received: number }>(
        'select received from file where sha256 = $1',
        [sha256Of(data)],
      )
      return rows[0]?.received ?? 0
    }
    await until('some of it is at the server', async () => (await received()) > 0, 60_000)
    await world.server.kill9()
    const before = await received()
    await world.server.startProcess()
    await expectFile(drawer, 'Projeto executivo.pdf', 'ready')
    await ana.expectState('saved', 60_000)
    test.info().annotations.push({ type: 'at the kill', description: `${before} of ${data.length} bytes` })

    const theirs = await bruno.openCard(board.id, cardId)
    await expectFile(theirs, 'Projeto executivo.pdf', 'ready')
    expect(sha256Of(await saved(bruno, theirs, 'Projeto executivo.pdf'))).toBe(sha256Of(data))
  })

  test('[UPL-12] a colleague sees whose file is on its way, then the file; without a network it says what opens', async ({
    world,
  }) => {
    const board = await world.board('A caminho', [{ title: 'Devagar' }])
    const cardId = board.cards.get('Devagar') ?? ''
    const ana = await world.arrive({ who: 'ana', goesOffline: true })
    const bruno = await world.arrive({ who: 'bruno', goesOffline: true })
    const [anas, brunos] = [await ana.openCard(board.id, cardId), await bruno.openCard(board.id, cardId)]
    await ana.expectState('saved')
    // Edits travel, bytes do not: a slow file holds nothing up.
    await ana.page.route('**/files/*', (route) => route.abort())
    await pick(anas, { name: 'lento.pdf', buffer: pdf(200_000) })
    await expectFile(brunos, 'lento.pdf', 'elsewhere')
    await expect(fileRow(brunos, 'lento.pdf')).toContainText('Ana está enviando…')
    await ana.expectState('saving')
    await anas.locator('input[name=account]').fill('Nada espera pelo arquivo')
    await anas.locator('input[name=account]').press('Enter')
    await expect(brunos.locator('input[name=account]')).toHaveValue('Nada espera pelo arquivo')
    await ana.page.unroute('**/files/*')
    await expectFile(brunos, 'lento.pdf', 'ready')
    await expect(fileRow(brunos, 'lento.pdf')).toContainText('Ana Ribeiro')

    bruno.network.cut()
    await bruno.expectState('offline')
    await expectFile(brunos, 'lento.pdf', 'away')
    await expect(fileRow(brunos, 'lento.pdf')).toContainText('não está neste aparelho')
    ana.network.cut()
    await ana.expectState('offline')
    await expectFile(anas, 'lento.pdf', 'ready')
    await expect(fileRow(anas, 'lento.pdf')).toContainText('cópia deste aparelho')
  })

  test('[FIL-10] what people upload never runs: HTML and SVG come as downloads, disguised as pictures too', async ({
    world,
  }) => {
    const board = await world.board('Perigos', [{ title: 'Suspeito' }])
    const ana = await world.arrive({ who: 'ana' })
    const drawer = await ana.openCard(board.id, board.cards.get('Suspeito') ?? '')
    const script = 'document.title="pwned";fetch("/api/me").then(()=>{document.title="pwned"})'
    const html = (name: string) => Buffer.from(`<!doctype html><title>${name}</title><script>${script}</script>`)
    const svg = (name: string) =>
      Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" id="${name}"><script>${script}</script></svg>`)
    const files = { 'pagina.html': html('a'), 'logo.svg': svg('b'), 'foto.png': html('c'), 'nota.pdf': svg('d') }
    await pick(drawer, ...Object.entries(files).map(([name, buffer]) => ({ name, buffer })))
    for (const name of Object.keys(files)) await expectFile(drawer, name, 'ready')
    for (const [name, data] of Object.entries(files)) {
      const href = (await fileRow(drawer, name).locator('a').getAttribute('href')) ?? ''
      const address = new URL(href, ana.page.url())
      address.searchParams.set('show', '1')
      const tab = await ana.context.newPage()
      const download = tab.waitForEvent('download')
      // A download ends the navigation: the tab stays where it was.
      await tab.goto(address.href).catch(() => null)
      expect(await readFile(await (await download).path())).toEqual(data)
      expect([tab.url(), await tab.title()]).toEqual(['about:blank', ''])
      await tab.close()
    }
    expect(await ana.page.title()).not.toContain('pwned')
    expect(await drawer.locator('[data-file] img').count()).toBe(0)
  })
})
