/**
 * The past on screens, for `npm run pictures`: every history, conflict and inspector screen of issue "everything anyone ever
 * typed". What has to have happened for a picture is made over HTTP by the people concerned, anew for each look.
 */
import { expect as impatient } from '@playwright/test'
import {
  addComment,
  boardName,
  cardName,
  createBoardStore,
  createCard,
  moveCard,
  setCardField,
  ulid,
  type EditContext,
} from '@mutirao/documents'
import * as Y from 'yjs'
import type { Api } from './api.ts'
import type { Person } from './person.ts'
import type { Place, Screen } from './pictured-screens.ts'

const expect = impatient.configure({ timeout: 20_000 })

const contextOf = (api: Api): EditContext => ({
  userId: api.userId,
  nowMs: Date.now(),
  random: Math.random,
  newId: () => ulid(Date.now(), crypto.getRandomValues(new Uint8Array(16))),
})

/** One edit of one person on a copy of the document, which may be older than what others have. */
async function edited(api: Api, name: string, doc: Y.Doc, edit: (context: EditContext) => void): Promise<void> {
  const before = Y.encodeStateVector(doc)
  edit(contextOf(api))
  await api.push(name, Y.encodeStateAsUpdate(doc, before))
}

/** What others did on the board while somebody looked elsewhere. */
async function livedOn({ people: [, bruno], boardId }: Place): Promise<void> {
  const name = boardName(boardId)
  const doc = await bruno.pull(name)
  const store = createBoardStore(doc)
  const [first, second, third] = store.stages()
  const cards = store.column(first?.id ?? '')
  const seq = await bruno.derived(name)
  await edited(bruno, name, doc, (context) => {
    for (const cardId of cards.slice(0, 2)) moveCard(doc, context, { cardId, stageId: second?.id ?? '' })
    for (const cardId of store.column(second?.id ?? '').slice(2, 4))
      moveCard(doc, context, { cardId, stageId: third?.id ?? '' })
    for (const cardId of store.column(third?.id ?? '').slice(0, 3))
      setCardField(doc, context, { cardId, field: 'value', value: (store.card(cardId)?.valueCents ?? 0) + 1_250_000 })
    const fields = { value: 3_480_000, account: 'Rede Horizonte' }
    createCard(doc, context, { stageId: first?.id ?? '', title: 'Central de compras', at: 'top', fields })
  })
  await expect.poll(() => bruno.derived(name)).toBeGreaterThan(seq)
}

/** Two values that did not see each other, of both people: on the card the pictures are about and on one that is in sight. */
async function metValues(place: Place): Promise<void> {
  const { people, boardId, richCardId } = place
  const [ana, bruno] = people
  const name = boardName(boardId)
  const [anas, brunos] = [await ana.pull(name), await bruno.pull(name)]
  const seq = await ana.derived(name)
  const store = createBoardStore(anas)
  const cents = store.card(richCardId)?.valueCents ?? 0
  const inSight = store.column(store.stages()[0]?.id ?? '')[1] ?? ''
  for (const [api, doc, value, nextActivity] of [
    [ana, anas, cents + 1_150_000, 'Ligar para o diretor'],
    [bruno, brunos, cents + 1_200_000, 'Enviar a proposta revista'],
  ] as const)
    await edited(api, name, doc, (context) => {
      setCardField(doc, context, { cardId: richCardId, field: 'value', value })
      setCardField(doc, context, { cardId: richCardId, field: 'nextActivity', value: nextActivity })
      setCardField(doc, context, { cardId: inSight, field: 'value', value })
    })
  await expect.poll(() => ana.derived(name)).toBeGreaterThan(seq + 1)
}

/** A note is emptied by its author's colleague; a comment follows. */
async function lostNote({ people: [, bruno], boardId, richCardId }: Place): Promise<void> {
  const name = cardName(boardId, richCardId)
  const doc = await bruno.pull(name)
  const notes = doc.getXmlFragment('notes')
  if (notes.length === 0) return
  const seq = await bruno.derived(name)
  await edited(bruno, name, doc, () => notes.delete(0, notes.length))
  await edited(bruno, name, doc, (context) => addComment(doc, context, { text: 'Limpei as notas para recomeçar.' }))
  await expect.poll(() => bruno.derived(name)).toBeGreaterThan(seq)
}

const visit = (person: Person, path: string) => person.page.goto(path)

/** At an address of the inspector, when it shows something. */
async function inspector(person: Person, query: string): Promise<void> {
  await visit(person, `/admin/historico${query}`)
  await expect(person.page.getByRole('slider')).toBeVisible()
  await person.expectState('saved')
  await quiet(person)
}

const quiet = async (person: Person): Promise<void> => {
  await expect(person.page.locator('.motion-breathe, [aria-busy=true]')).toHaveCount(0)
}

/** Back along the line from now. */
async function back(person: Person, steps: number): Promise<void> {
  const slider = person.page.getByRole('slider')
  for (let i = 0; i < steps; i++) await slider.press('ArrowLeft')
  await expect(person.page.locator('output.bg-amber-weak')).toBeVisible()
  await quiet(person)
}

const view = (person: Person, value: 'then' | 'events' | 'compare' | 'integrity') =>
  person.page.getByRole('radio').nth(
    // On a phone what happened is a view of its own.
    ['then', 'events', 'compare', 'integrity'].indexOf(value) -
      ((person.page.viewportSize()?.width ?? 0) > 600 && value !== 'then' ? 1 : 0),
  )

const onBoard = ({ boardId }: Place): string => `?quadro=${boardId}`
const onCard = ({ boardId, richCardId }: Place): string => `?quadro=${boardId}&cartao=${richCardId}`

/** The history tab of the card, when it has come. */
async function pastOf(person: Person, { boardId, richCardId }: Place) {
  await visit(person, `/funil/${boardId}?card=${richCardId}&aba=historico`)
  const drawer = person.page.getByRole('dialog')
  await expect(drawer.getByRole('listitem').filter({ hasText: ' ' }).first()).toBeVisible()
  await quiet(person)
  return drawer
}

async function away(person: Person, place: Place): Promise<void> {
  await person.visit(place.boardId)
  await expect(person.page.locator(`[data-looked], [data-away]`).first()).toBeAttached()
  if ((await person.page.locator('[data-away]').count()) === 0) {
    await visit(person, '/meu-trabalho')
    await livedOn(place)
    await person.visit(place.boardId)
  }
  await expect(person.page.locator('[data-away]')).toBeVisible()
}

/** Every screen of the past, in the order in which what it shows is made. */
export const pastScreens: readonly Screen[] = [
  { name: 'away', go: away },
  {
    name: 'away-which',
    async go(person, place) {
      await away(person, place)
      await person.page.locator('[data-away] button[aria-expanded]').click()
    },
  },
  {
    name: 'away-film',
    async go(person, place) {
      await away(person, place)
      await person.page.locator('[data-away] button').first().click()
      await expect(person.page.locator('[data-film]')).toBeVisible()
      await person.page.locator('[data-film] input[type=range]').press('ArrowRight')
    },
  },
  {
    name: 'conflict-card',
    async go(person, place) {
      await metValues(place)
      const drawer = await person.openCard(place.boardId, place.richCardId)
      await expect(drawer.locator('[data-conflict-of]').first()).toBeVisible()
    },
  },
  {
    name: 'conflict-board',
    async go(person, { boardId }) {
      await person.visit(boardId)
      await expect(person.page.locator('[data-conflict]').first()).toBeVisible()
      await person.expectState('saved')
    },
  },
  {
    name: 'conflict-list',
    async go(person) {
      await visit(person, '/meu-trabalho')
      await expect(person.page.locator('[data-conflict-of]').first()).toBeVisible()
    },
  },
  {
    name: 'card-past',
    async go(person, place) {
      await lostNote(place)
      const drawer = await person.openCard(place.boardId, place.richCardId)
      await drawer.getByRole('tab').nth(2).click()
      await expect(drawer.getByRole('listitem').first()).toBeVisible()
      await drawer
        .locator('button[aria-expanded=false]')
        .filter({ hasText: /texto|text/i })
        .first()
        .click()
      await quiet(person)
    },
  },
  {
    name: 'field-past',
    // By touch the filter of the history does the same.
    wideOnly: true,
    async go(person, place) {
      const drawer = await person.openCard(place.boardId, place.richCardId)
      await drawer
        .getByRole('button', { name: /^(Histórico de Valor|History of Value)/ })
        .first()
        .click()
      await expect(drawer.locator('section ul > li').first()).toBeVisible()
      await person.expectState('saved')
      await quiet(person)
    },
  },
  {
    name: 'ways-back',
    async go(person, place) {
      const drawer = await pastOf(person, place)
      await drawer.getByRole('listitem').locator('[aria-haspopup=menu]').nth(1).click()
      await expect(person.page.getByRole('menuitem').first()).toBeVisible()
    },
  },
  {
    name: 'put-back',
    async go(person, place) {
      const drawer = await pastOf(person, place)
      await drawer.getByRole('listitem').locator('[aria-haspopup=menu]').nth(1).click()
      await person.page.getByRole('menuitem').first().click()
      await expect(person.page.locator('input[name=reason]')).toBeVisible()
    },
  },
  {
    name: 'card-then',
    async go(person, { boardId, richCardId }) {
      const at = new Date((await person.page.evaluate(() => Date.now())) - 100).toISOString()
      await visit(person, `/funil/${boardId}?card=${richCardId}&em=${at}`)
      await expect(person.page.getByRole('dialog').getByRole('region').first()).toBeVisible()
      await quiet(person)
    },
  },
  {
    name: 'inspector-then',
    async go(person, place) {
      await inspector(person, onBoard(place))
      await back(person, 12)
      await person.page.locator('[data-card-then]').first().click()
      await person.page.locator('[data-card-then]').nth(1).click()
    },
  },
  {
    name: 'inspector-events',
    async go(person, place) {
      await inspector(person, onBoard(place))
      await view(person, 'events').click()
      await quiet(person)
    },
  },
  {
    name: 'inspector-compare',
    async go(person, place) {
      await inspector(person, onBoard(place))
      await back(person, 20)
      await view(person, 'compare').click()
      await quiet(person)
    },
  },
  {
    name: 'inspector-moments',
    async go(person, place) {
      await inspector(person, onBoard(place))
      await back(person, 8)
      await person.page.locator('footer [aria-haspopup=menu]').click()
      await person.page.getByRole('menuitem').first().click()
      await person.page.locator('input[name=moment]').fill('Antes da reunião de segunda')
      await person.page.keyboard.press('Enter')
      await expect(person.page.getByRole('dialog')).toHaveCount(0)
      await person.page.locator('footer [aria-haspopup=menu]').click()
      await expect(person.page.getByRole('menuitem').nth(1)).toBeVisible()
    },
  },
  {
    name: 'inspector-restore',
    async go(person, place) {
      await inspector(person, onBoard(place))
      await back(person, 12)
      await person.page.locator('footer button').filter({ hasText: '…' }).click()
      await expect(person.page.locator('input[name=reason]')).toBeVisible()
    },
  },
  {
    name: 'inspector-integrity',
    async go(person, place) {
      await inspector(person, onBoard(place))
      await view(person, 'integrity').click()
      await person.page.getByRole('button', { name: /Verificar|Verify/ }).click()
      await expect(person.page.locator('section output svg')).toBeVisible()
    },
  },
  {
    name: 'inspector-note',
    async go(person, place) {
      await inspector(person, onCard(place))
      await back(person, 2)
      await view(person, 'compare').click()
      await quiet(person)
    },
  },
  {
    name: 'inspector-card-then',
    async go(person, place) {
      await inspector(person, onCard(place))
      await back(person, 2)
    },
  },
  {
    name: 'inspector-picker',
    async go(person, place) {
      await inspector(person, onBoard(place))
      await person.page
        .locator('header [aria-haspopup=dialog]')
        .filter({ hasText: /^Document/ })
        .click()
      await person.page.getByRole('searchbox').fill('a')
    },
  },
  {
    name: 'inspector-requests',
    go: (person, { requestsName }) => inspector(person, `?documento=${requestsName}`),
  },
  {
    name: 'inspector-requests-then',
    async go(person, { requestsName }) {
      await inspector(person, `?documento=${requestsName}`)
      await back(person, 30)
      await person.page.locator('main input[type=checkbox]').first().check()
    },
  },
  {
    name: 'inspector-requests-compare',
    async go(person, { requestsName }) {
      await inspector(person, `?documento=${requestsName}`)
      await back(person, 30)
      await view(person, 'compare').click()
      await quiet(person)
    },
  },
  {
    name: 'inspector-ledger',
    go: (person, { requestsName }) => inspector(person, `?documento=${requestsName.replace('requests:', 'ledger:')}`),
  },
  {
    name: 'inspector-accounts',
    async go(person, { accountsName }) {
      await inspector(person, `?documento=${accountsName}`)
      await back(person, 1)
    },
  },
  {
    name: 'request-past',
    async go(person) {
      await visit(person, '/solicitacoes')
      await person.page.locator('[data-request]').first().click()
      const panel = person.page.getByRole('dialog')
      await panel.getByRole('tab').last().click()
      await expect(panel.getByRole('listitem').first()).toBeVisible()
      await quiet(person)
    },
  },
]
