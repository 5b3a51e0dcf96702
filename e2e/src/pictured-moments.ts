/** Screens of `npm run pictures` that have no address: where somebody is led, chooses, flies, or finds nothing on the device. */
import { expect as impatient } from '@playwright/test'
import type { Person } from './person.ts'
import type { Screen } from './pictured-screens.ts'

const expect = impatient.configure({ timeout: 60_000 })
const dialog = (person: Person) => person.page.getByRole('dialog')

async function takeOff(person: Person, boardId: string): Promise<void> {
  await person.visit(boardId)
  await person.expectState('saved')
  await person.pill.click()
  await dialog(person)
    .getByRole('button', { name: /Teste do avião|Airplane test/ })
    .click()
  await person.expectState('offline')
}

export const moments: readonly Screen[] = [
  {
    name: 'guide',
    // Nobody has told the server that she knows the way.
    who: 'eva',
    async go(person, { boardId }) {
      await person.visit(boardId)
      await expect(person.page.locator('[data-guide]')).toBeVisible()
    },
  },
  {
    name: 'bulk',
    async go(person, { boardId }) {
      await person.visit(boardId)
      await person.page.locator('[data-card]').first().focus()
      for (const key of ['x', 'j', 'x']) await person.page.keyboard.press(key)
      await expect(person.page.locator('[data-bulk]')).toBeVisible()
    },
  },
  {
    name: 'on-the-phone',
    wideOnly: true,
    async go(person, { boardId }) {
      await person.visit(boardId)
      await person.page
        .getByRole('button', { name: /Ana Ribeiro/ })
        .first()
        .click()
      await person.page.getByRole('menuitem', { name: /no celular|on a phone/i }).click()
      await expect(dialog(person)).toBeVisible()
    },
  },
  {
    name: 'flight',
    async go(person, { boardId }) {
      await takeOff(person, boardId)
    },
  },
  {
    name: 'receipt',
    async go(person, { boardId }) {
      // Still in the air from the last picture, or after a reload.
      if ((await person.says()) !== 'offline') await takeOff(person, boardId)
      await person.page.locator('[data-card]').first().focus()
      await person.page.keyboard.press('Shift+ArrowDown')
      await person.pill.click()
      await dialog(person)
        .getByRole('button', { name: /^(Pousar|Land)$/ })
        .click()
      // On a phone the tap that closes a panel does nothing else.
      await person.page.keyboard.press('Escape')
      await person.page.getByRole('button', { name: /Ver recibo|See the receipt|receipt/i }).click()
      await expect(dialog(person).getByRole('row').nth(1)).toBeVisible()
    },
  },
  {
    name: 'never-loaded',
    async go(person) {
      await person.page.goto('/meu-trabalho')
      await person.expectState('saved')
      person.network.cut()
      await person.expectState('offline')
      await person.page.evaluate((path) => {
        history.pushState(null, '', path)
        dispatchEvent(new PopStateEvent('popstate'))
      }, `/funil/01NEVERLOADED0000000000000`)
      await expect(person.page.getByRole('main').getByRole('heading').first()).toBeVisible()
      person.network.heal()
    },
  },
]
