/** The screens of `npm run pictures`: how a person who is signed in gets to each. A new screen is one entry here. */
import { expect as impatient } from '@playwright/test'
import type { Person } from './person.ts'

/** Nobody waits for pictures: a busy machine gets its time. */
const expect = impatient.configure({ timeout: 60_000 })

export interface Place {
  readonly boardId: string
  readonly emptyBoardId: string
  /** A card with notes, a list and comments. */
  readonly richCardId: string
}

export interface Screen {
  readonly name: string
  go(person: Person, place: Place): Promise<void>
  /** Only where there is room for it. */
  readonly wideOnly?: boolean
}

const csv = [
  'Oportunidade;Empresa;Valor;Fechamento;Etapa;Responsável',
  'Renovação da frota;Transportes Ipê;210.000,00;18/12/2026;Proposta;Ana Ribeiro',
  'Silo automatizado;Cooperativa Vale Verde;84.500,00;05/01/2027;Qualificação;Bruno Almeida',
  'Central de compras;Rede Horizonte;muito;32/13/2026;Sondagem;Zé Ninguém',
].join('\n')

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
      await expect(person.page.getByRole('main').getByRole('button').first()).toBeVisible()
    },
  },
  {
    name: 'not-found',
    async go(person) {
      await person.page.goto('/nowhere')
      await expect(person.page.getByRole('heading').first()).toBeVisible()
    },
  },
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
