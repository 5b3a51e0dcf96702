import { cardInJournal } from '../src/journal.ts'
import { expect, test } from '../src/world.ts'

test('[E2E-61] [PHO-1] [PHO-6] a phone comes in by the code over the network address, edits beside the desk, and is out when it is turned off', async ({
  world,
}) => {
  const board = await world.board('Do celular', [{ title: 'Um', fields: { value: 10_000 } }])
  const cardId = board.cards.get('Um') ?? ''
  const ana = await world.arrive({ who: 'ana' })
  await ana.visit(board.id)
  await ana.page
    .getByRole('button', { name: /Ana Ribeiro/ })
    .first()
    .click()
  await ana.page.getByRole('menuitem', { name: 'Abrir no celular' }).click()
  const dialog = ana.page.getByRole('dialog', { name: 'Abrir no celular' })
  const turnOn = dialog.getByRole('button', { name: 'Ligar', disabled: false })
  await expect(turnOn.or(dialog.getByText('Sem rede local'))).toBeVisible()
  test.skip(!(await turnOn.isVisible()), 'this machine is on no network')
  await turnOn.click()
  const link = (await dialog.getByRole('img', { name: /Código QR/ }).getAttribute('data-text')) ?? ''
  const { origin } = new URL(link)
  expect(origin).not.toMatch(/127\.0\.0\.1|localhost/)

  const phone = await world.approach({ who: 'ana', phone: true })
  // Straight to the card, as the board's own address with the ticket behind it.
  await phone.page.goto(link.replace('/#', `/funil/${board.id}?card=${cardId}#`))
  await phone.expectState('saved')
  expect(phone.page.url(), 'the ticket left the address').not.toContain('celular=')
  await expect(dialog.getByText('1 celular entrou.')).toBeVisible()
  const value = phone.page.getByRole('dialog').locator('input[name=value]')
  await value.fill('250')
  await value.press('Enter')
  await phone.expectState('saved')
  await expect(ana.card(cardId)).toContainText('R$ 250')
  expect((await cardInJournal(world.server.database, board.name, cardId))?.['value']).toBe(25_000)

  await dialog.getByRole('button', { name: 'Desligar' }).click()
  await expect(dialog.getByRole('button', { name: 'Ligar' })).toBeVisible()
  await phone.expectState('offline')
  await ana.expectState('saved')
})
