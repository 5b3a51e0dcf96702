/**
 * `npm run pictures`: every screen, in light, dark, on a phone and in English, from the demo on one fixed day. All go to `pictures/`
 * (not in git), to be looked at; the README's go to docs/images. Names and order of the demo come from a seed; colours of
 * people follow their ids, which are made anew with every database. `npm run pictures -- board-light card-light` makes some.
 */
import { copyFileSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect as impatient, type Page } from '@playwright/test'
import { Api } from './api.ts'
import { makeBoard } from './boards.ts'
import { closeSharedBrowser, Person, type PersonOptions } from './person.ts'
import { screens, type Place } from './pictured-screens.ts'
import { TestServer } from './server.ts'

const root = join(import.meta.dirname, '..', '..')
const out = join(root, 'pictures')
/** A Tuesday morning in São Paulo. */
const nowMs = Date.parse('2026-12-01T09:41:00-03:00')
const maxReadmeBytes = 300_000
/** Smaller than the tests': the README's pictures stay readable at half their size. */
const wide = { width: 1360, height: 840 }
const expect = impatient.configure({ timeout: 20_000 })

type Look = Omit<PersonOptions, 'who' | 'serverPort'>
const looks: readonly (readonly [string, Look])[] = [
  ['light', {}],
  ['dark', { dark: true }],
  ['phone', { phone: true }],
  ['phone-dark', { phone: true, dark: true }],
  ['english', { language: 'en' }],
]
/** Names given on the command line; none = all. */
const asked = new Set(process.argv.slice(2))
const isAsked = (name: string): boolean => asked.size === 0 || asked.has(name)

const readme = { 'board-light': 'board.png', 'card-light': 'card.png', 'board-phone-dark': 'phone.png' } as const

/** Nothing moves, blinks or is half there. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((one) => one.effect?.getComputedTiming().iterations !== Infinity)
        .map((one) => one.finished.catch(() => undefined)),
    ),
  )
}

async function picture(person: Person, name: string): Promise<void> {
  await settle(person.page)
  const path = join(out, `${name}.png`)
  await person.page.screenshot({ path, animations: 'disabled', caret: 'hide' })
  console.log(`${name}.png`)
  const kept = readme[name as keyof typeof readme]
  if (!kept) return
  const { size } = statSync(path)
  if (size > maxReadmeBytes) throw new Error(`${kept} has ${size} bytes, more than ${maxReadmeBytes}`)
  copyFileSync(path, join(root, 'docs', 'images', kept))
}

/** A colleague who has a card open, so that people are seen at work. */
async function colleague(server: TestServer, place: Place): Promise<Person> {
  const bruno = await Person.approach({ who: 'bruno', serverPort: server.port, nowMs })
  await bruno.enter()
  await bruno.visit(place.boardId)
  const cardId = await bruno.page.locator('[data-stage] [data-card]').nth(1).getAttribute('data-card')
  const drawer = await bruno.openCard(place.boardId, cardId ?? '')
  await drawer.locator('input[name=value]').focus()
  await bruno.expectState('saved')
  return bruno
}

async function findPlace(server: TestServer): Promise<Place> {
  const api = await Api.signIn(server.origin, 'ana@demo.mutirao')
  await api.knowsTheWay()
  const empty = await api.createBoard('Novos negócios')
  const documents = await api.boards()
  const board = documents.find(({ title }) => title.startsWith('Funil Comercial'))
  const list = documents.find(({ name }) => name.startsWith('requests:'))
  const { rows } = await server.database.pool.query<{ name: string }>(
    `select d.name from document d join document_head h on h.document_id = d.id where d.kind = 'card' order by h.seq desc, d.id limit 1`,
  )
  const richCardId = rows[0]?.name.split('.')[1]
  if (!board || richCardId === undefined) throw new Error('the demo has no board or no card with details')
  return {
    boardId: board.name.slice(6),
    emptyBoardId: empty.name.slice(6),
    richCardId,
    requestsName: list?.name ?? '',
    accountsName: `accounts:${api.workspaceId}`,
    people: [api, await Api.signIn(server.origin, 'bruno@demo.mutirao')],
    bigBoardId: looks.some(([look]) => isAsked(`big-${look}`)) ? (await bigBoard(api)).id : empty.name.slice(6),
  }
}

/** Ten thousand cards over the first stages. */
function bigBoard(api: Api) {
  const stages = ['Sondagem', 'Qualificação', 'Proposta', 'Negociação']
  const cards = Array.from({ length: 10_000 }, (_, i) => ({
    title: `Oportunidade ${i + 1}`,
    stage: stages[i % stages.length] ?? '',
    fields: { value: ((i * 7_919) % 90_000) * 100, account: `Conta ${i % 997}` },
    daysAgo: i % 60,
  }))
  return makeBoard(api, 'Dez mil oportunidades', cards)
}

/** One person's pictures of one look. */
async function oneLook(place: Place, look: string, options: PersonOptions): Promise<void> {
  const wanted = screens.filter(
    ({ name, wideOnly, who = 'ana' }) =>
      who === options.who && (wideOnly !== true || options.phone !== true) && isAsked(`${name}-${look}`),
  )
  const withSignIn = options.who === 'ana' && isAsked(`sign-in-${look}`)
  if (wanted.length === 0 && !withSignIn) return
  const person = await Person.approach({ ...options, nowMs })
  const language = options.language ?? 'pt-BR'
  await person.page.addInitScript((chosen) => localStorage.setItem('mutirao.language', chosen), language)
  try {
    if (options.phone !== true) await person.page.setViewportSize(wide)
    await person.page.goto('/')
    await expect(person.page.locator('input[name=email]')).toBeVisible()
    if (withSignIn) await picture(person, `sign-in-${look}`)
    await person.enter()
    for (const screen of wanted)
      try {
        await screen.go(person, place)
        await picture(person, `${screen.name}-${look}`)
      } catch (error) {
        // The others are worth looking at; the run fails at its end.
        console.error(`${screen.name}-${look}: ${String(error).slice(0, 600)}`)
        process.exitCode = 1
      }
  } finally {
    await person.leave()
  }
}

async function main(): Promise<void> {
  if (asked.size === 0) rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  mkdirSync(join(root, 'docs', 'images'), { recursive: true })
  const server = await TestServer.start({
    nodeArguments: ['--import', join(import.meta.dirname, 'fixed-day.mjs')],
    env: { MUTIRAO_PICTURES_NOW_MS: String(nowMs) },
  })
  try {
    const place = await findPlace(server)
    const bruno = await colleague(server, place)
    try {
      for (const [look, options] of looks)
        for (const who of ['ana', 'carla', 'fabio', 'eva'])
          await oneLook(place, look, { ...options, who, serverPort: server.port })
    } finally {
      await bruno.leave()
    }
  } finally {
    await closeSharedBrowser()
    await server.close()
  }
}

await main()
