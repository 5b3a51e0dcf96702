import type { Locator, Page } from '@playwright/test'
import type { Person } from '../src/person.ts'
import { expect, test } from '../src/world.ts'

const guide = (person: Person): Locator => person.page.locator('[data-guide]')
const at = (person: Person, step: string) => expect(guide(person)).toHaveAttribute('data-guide', step)
const inStage = (page: Page, stageId: string, cardId: string) =>
  page.locator(`[data-stage="${stageId}"]`).locator(`[data-card="${cardId}"]`)

/** Resolves when a card flies over this page. */
function nextGlide(page: Page): Promise<boolean> {
  return page.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        const observer = new MutationObserver(() => {
          if (document.querySelector('.card-gliding') === null) return
          observer.disconnect()
          resolve(true)
        })
        observer.observe(document.body, { childList: true })
      }),
  )
}

test('[E2E-60] [GUI-1] [FLY-1] [FLY-3] [GLI-1] a newcomer moves a card, opens Bruno beside, sees his move, flies, lands with a receipt and reads the history', async ({
  world,
}) => {
  const board = await world.board('Primeiro minuto', [{ title: 'Um' }, { title: 'Dois' }, { title: 'Três' }])
  const [one, two, three] = ['Um', 'Dois', 'Três'].map((title) => board.cards.get(title) ?? '') as [
    string,
    string,
    string,
  ]
  const [, second = '', third = ''] = board.stages.map(({ id }) => id)
  // Nobody else walks as Marina: what this test keeps in her preferences leads nobody astray.
  const marina = await world.arrive({ who: 'marina', newcomer: true })
  await marina.visit(board.id)
  await at(marina, 'move')
  expect(await guide(marina).evaluate((line) => line.contains(document.activeElement))).toBe(false)
  await marina.card(one).dragTo(marina.stage(second))
  await at(marina, 'beside')

  const popup = marina.page.waitForEvent('popup')
  await guide(marina).getByRole('button', { name: 'Abrir Bruno ao lado' }).click()
  const bruno = await popup
  await bruno.setViewportSize({ width: 1440, height: 900 })
  await expect(bruno.locator(`[data-board="${board.id}"][data-phase=ready]`)).toBeVisible({ timeout: 30_000 })
  await expect(bruno.getByRole('button', { name: /Bruno Almeida/ }).first()).toBeVisible()
  await at(marina, 'watch')
  await expect(bruno.locator('[data-guide]')).toHaveCount(0)
  await expect(marina.page.getByRole('button', { name: /Marina/ }).first(), 'her browser is still hers').toBeVisible()

  const glides = nextGlide(marina.page)
  await bruno.locator(`[data-card="${two}"]`).dragTo(bruno.locator(`[data-stage="${third}"]`))
  await expect(inStage(marina.page, third, two)).toBeVisible()
  expect(await glides, 'it flew').toBe(true)
  await at(marina, 'fly')

  await marina.expectState('saved')
  await guide(marina).getByRole('button', { name: 'Teste do avião' }).click()
  await marina.expectState('offline')
  await marina.card(three).dragTo(marina.stage(second))
  await expect(marina.page.getByText('1 alteração guardada aqui.')).toBeVisible()
  await expect(inStage(marina.page, second, three)).toBeVisible()
  await expect(inStage(bruno, second, three), 'nothing left this tab').toHaveCount(0)
  await guide(marina).getByRole('button', { name: 'Pousar' }).click()
  await at(marina, 'history')
  await expect(inStage(bruno, second, three)).toBeVisible()
  await marina.page.getByRole('button', { name: 'Ver recibo' }).click()
  const receipt = marina.page.getByRole('dialog', { name: 'Recibo do voo' })
  await expect(receipt).toContainText('1 alteração, no diário')
  const { rows } = await world.server.database.pool.query<{ at: string }>(
    `select h.epoch || '-' || h.seq as at from document_head h join document d on d.id = h.document_id where d.name = $1`,
    [board.name],
  )
  await expect(receipt.getByRole('row').nth(1)).toContainText(rows[0]?.at ?? 'no such document')
  await receipt.getByRole('button', { name: 'Fechar' }).last().click()

  await guide(marina).getByRole('button', { name: 'Ver o histórico' }).click()
  const drawer = marina.page.getByRole('dialog')
  await expect(drawer.getByRole('tab', { name: 'Histórico' })).toHaveAttribute('aria-selected', 'true')
  await expect(drawer.getByRole('region', { name: 'O que aconteceu com esta oportunidade' })).toContainText('moveu')
  await at(marina, 'done')
  await guide(marina).getByRole('button', { name: 'Concluir' }).click()
  await expect(guide(marina)).toHaveCount(0)
  expect(await marina.focused()).not.toBe('body')
  await marina.expectState('saved')
  await marina.visit(board.id)
  await marina.expectState('saved')
  await expect(guide(marina), 'never again').toHaveCount(0)
})

test('[GUI-2] sent away by keyboard it never comes again, on no device; who may only look is not led', async ({
  world,
}) => {
  const board = await world.board('Sem guia', [{ title: 'Um' }])
  const eva = await world.arrive({ who: 'eva', newcomer: true, language: 'en' })
  await eva.visit(board.id)
  await at(eva, 'move')
  await guide(eva).getByRole('button', { name: 'Skip' }).focus()
  await eva.page.keyboard.press('Enter')
  await at(eva, 'beside')
  await eva.page.keyboard.press('Tab')
  await eva.page.keyboard.press('Enter')
  await expect(guide(eva)).toHaveCount(0)
  expect(await eva.focused()).not.toBe('body')
  await eva.expectState('saved')

  const again = await world.arrive({ who: 'eva', newcomer: true, phone: true })
  const gil = await world.arrive({ who: 'gil', newcomer: true })
  for (const person of [again, gil]) {
    await person.visit(board.id)
    await person.expectState('saved')
    await expect(guide(person)).toHaveCount(0)
  }
})
