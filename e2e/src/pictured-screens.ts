/** The screens of `npm run pictures`: how a person who is signed in gets to each. A new screen is one entry here. */
import { expect as impatient } from '@playwright/test'
import type { Api } from './api.ts'
import type { Person } from './person.ts'
import { moments } from './pictured-moments.ts'
import { pastScreens } from './pictured-past.ts'

/** Nobody waits for pictures: a busy machine gets its time. */
const expect = impatient.configure({ timeout: 60_000 })

export interface Place {
  readonly boardId: string
  readonly emptyBoardId: string
  /** A card with notes, a list and comments. */
  readonly richCardId: string
  readonly bigBoardId: string
  readonly requestsName: string
  readonly accountsName: string
  /** Ana, who looks, and Bruno, who did something meanwhile. */
  readonly people: readonly [Api, Api]
}

export interface Screen {
  readonly name: string
  go(person: Person, place: Place): Promise<void>
  /** Only where there is room for it. */
  readonly wideOnly?: boolean
  /** Who looks; usually Ana. */
  readonly who?: 'carla' | 'fabio' | 'eva'
}

const csv = [
  'Oportunidade;Empresa;Valor;Fechamento;Etapa;Responsável',
  'Renovação da frota;Transportes Ipê;210.000,00;18/12/2026;Proposta;Ana Ribeiro',
  'Silo automatizado;Cooperativa Vale Verde;84.500,00;05/01/2027;Qualificação;Bruno Almeida',
  'Central de compras;Rede Horizonte;muito;32/13/2026;Sondagem;Zé Ninguém',
].join('\n')

/** At an address, when nothing is on its way any more. */
async function at(person: Person, path: string): Promise<void> {
  await person.page.goto(path)
  await expect(person.page.getByRole('main')).toBeVisible()
  await person.expectState('saved')
  await expect(person.page.locator('.motion-breathe, [aria-busy=true]')).toHaveCount(0)
}

/** A screen that is an address. */
const screen = (name: string, path: string | ((place: Place) => string)): Screen => ({
  name,
  go: (person, place) => at(person, typeof path === 'string' ? path : path(place)),
})

const dialog = (person: Person) => person.page.getByRole('dialog')

export const screens: readonly Screen[] = [
  {
    name: 'board',
    async go(person, { boardId }) {
      await person.visit(boardId)
      await person.expectState('saved')
    },
  },
  {
    name: 'card',
    async go(person, { boardId, richCardId }) {
      const drawer = await person.openCard(boardId, richCardId)
      await expect(drawer.locator('.note-text')).toBeVisible()
      await person.expectState('saved')
    },
  },
  {
    name: 'comments',
    async go(person, { boardId, richCardId }) {
      const drawer = await person.openCard(boardId, richCardId)
      await drawer.getByRole('tab').nth(1).click()
      await expect(drawer.getByRole('tabpanel')).toBeVisible()
    },
  },
  {
    name: 'status',
    async go(person, { boardId }) {
      await person.visit(boardId)
      await person.expectState('saved')
      await person.pill.click()
      await expect(dialog(person)).toBeVisible()
    },
  },
  {
    name: 'move',
    wideOnly: true,
    async go(person, { boardId }) {
      await person.visit(boardId)
      await person.page.locator('[data-card]').first().focus()
      await person.page.keyboard.press('m')
      await expect(dialog(person)).toBeVisible()
    },
  },
  {
    name: 'keys',
    wideOnly: true,
    async go(person, { boardId }) {
      await person.visit(boardId)
      await person.page.keyboard.press('?')
      await expect(dialog(person)).toBeVisible()
    },
  },
  {
    name: 'import',
    async go(person, { boardId }) {
      await person.page.goto(`/funil/${boardId}?importar=true`)
      const file = { name: 'funil.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) }
      await dialog(person).locator('input[type=file]').setInputFiles(file)
      await expect(dialog(person).getByRole('table')).toBeVisible()
    },
  },
  {
    name: 'archived',
    async go(person, { boardId }) {
      await person.page.goto(`/funil/${boardId}?ver=arquivadas`)
      await expect(person.page.locator('[data-stage]')).toHaveCount(0)
    },
  },
  {
    name: 'empty',
    async go(person, { emptyBoardId }) {
      await person.visit(emptyBoardId)
    },
  },
  {
    name: 'no-access',
    async go(person) {
      await person.page.goto('/funil/01NOSUCHBOARD0000000000000')
      // The header has none: about such a board nothing is known.
      await expect(person.page.getByRole('main').getByRole('heading')).toBeVisible()
    },
  },
  {
    name: 'not-found',
    async go(person) {
      await person.page.goto('/nowhere')
      await expect(person.page.getByRole('heading').first()).toBeVisible()
    },
  },
  screen('table', ({ boardId }) => `/funil/${boardId}?layout=tabela`),
  screen('lanes', ({ boardId }) => `/funil/${boardId}?grupo=dono`),
  screen('filtered', ({ boardId }) => `/funil/${boardId}?dono=eu&valor=10000..`),
  screen('no-results', ({ boardId }) => `/funil/${boardId}?q=xyzzy`),
  screen('fields', ({ boardId }) => `/funil/${boardId}?campos=true`),
  screen('export', ({ boardId }) => `/funil/${boardId}?exportar=true`),
  screen('card-history', ({ boardId, richCardId }) => `/funil/${boardId}?card=${richCardId}&aba=historico`),
  screen('big', ({ bigBoardId }) => `/funil/${bigBoardId}`),
  {
    name: 'palette',
    wideOnly: true,
    async go(person, { boardId }) {
      await person.visit(boardId)
      await person.page.keyboard.press('Control+k')
      await expect(dialog(person)).toBeVisible()
      await person.page.keyboard.type('licen')
      await expect(dialog(person).getByRole('option').first()).toBeVisible()
    },
  },
  screen('work', '/meu-trabalho'),
  screen('accounts', '/contas'),
  {
    name: 'account',
    async go(person) {
      await at(person, '/contas')
      await person.page.locator('main a[href^="/contas/"]').first().click()
      await expect(person.page).toHaveURL(/contas\/./)
      await person.expectState('saved')
    },
  },
  screen('inspector', ({ boardId }) => `/admin/historico?quadro=${boardId}`),
  screen('inspector-card', ({ boardId, richCardId }) => `/admin/historico?quadro=${boardId}&cartao=${richCardId}`),
  {
    name: 'requests',
    async go(person) {
      await at(person, '/solicitacoes')
      await expect(person.page.locator('[data-request]').first()).toBeVisible()
    },
  },
  {
    name: 'requests-table',
    async go(person) {
      await at(person, '/solicitacoes')
      await expect(person.page.locator('[data-request]').first()).toBeVisible()
      await at(person, `${new URL(person.page.url()).pathname}?layout=tabela`)
      await expect(person.page.locator('[data-request]').first()).toBeVisible()
    },
  },
  {
    name: 'request',
    async go(person) {
      await at(person, '/solicitacoes')
      await person.page.locator('[data-request]').first().click()
      await expect(dialog(person)).toBeVisible()
      await person.expectState('saved')
    },
  },
  {
    name: 'request-decisions',
    who: 'carla',
    async go(person) {
      await at(person, '/solicitacoes')
      const decided = person.page.locator('[data-request]').filter({ hasText: 'A2' }).first()
      await ((await decided.isVisible()) ? decided : person.page.locator('[data-request]').first()).click()
      await dialog(person).getByRole('tab').nth(2).click()
      await expect(dialog(person).getByRole('tabpanel')).toBeVisible()
    },
  },
  {
    name: 'approvals',
    who: 'carla',
    async go(person) {
      await at(person, '/aprovacoes')
      await expect(person.page.locator('[data-queue] li').first()).toBeVisible()
    },
  },
  screen('absences', '/aprovacoes?ver=ausencias'),
  screen('policy', '/aprovacoes?ver=politica'),
  {
    name: 'notices',
    who: 'fabio',
    async go(person) {
      await at(person, '/avisos')
      await expect(person.page.getByRole('main').getByRole('listitem').first()).toBeVisible()
    },
  },
  ...pastScreens,
  ...moments,
  {
    name: 'offline',
    async go(person, { boardId }) {
      await person.visit(boardId)
      await person.expectState('saved')
      person.network.cut()
      await person.expectState('offline')
    },
  },
]
