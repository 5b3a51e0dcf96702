import { cardInJournal } from '../src/journal.ts'
import { expect, test } from '../src/world.ts'

test('[E2E-14] where WebSockets are blocked the app works over HTTP and says so, and goes back by itself', async ({
  world,
}) => {
  test.setTimeout(180_000)
  const { database } = world.server
  const board = await world.board('Rede da empresa', [{ title: 'Contrato' }, { title: 'Outra' }])
  const cardId = board.cards.get('Contrato') ?? ''
  const ana = await world.approach({ who: 'ana' })
  ana.network.refuseWebSockets()
  await ana.enter()
  const bruno = await world.arrive({ who: 'bruno' })
  const anas = await ana.openCard(board.id, cardId)
  await ana.expectState('saved', 60_000)
  await expect(ana.pill).toHaveText('Sincronizado')

  await anas.locator('input[name=account]').fill('Por HTTP')
  await anas.locator('input[name=account]').press('Enter')
  await expect(ana.pill).toHaveAttribute('data-sync-pending', /[1-9]/)
  await ana.expectState('saved')
  expect(await cardInJournal(database, board.name, cardId)).toMatchObject({ account: 'Por HTTP' })

  const brunos = await bruno.openCard(board.id, cardId)
  await expect(brunos.locator('input[name=account]')).toHaveValue('Por HTTP')
  await brunos.locator('input[name=source]').fill('Feira')
  await brunos.locator('input[name=source]').press('Enter')
  await expect(anas.locator('input[name=source]')).toHaveValue('Feira', { timeout: 30_000 })
  await brunos.locator('[contenteditable=true].note-text').click()
  await brunos.locator('[contenteditable=true].note-text').pressSequentially('Ligar amanhã')
  await expect(anas.locator('.note-text')).toContainText('Ligar amanhã', { timeout: 30_000 })
  await expect(ana.pill).toHaveText('Sincronizado')

  ana.network.allowWebSockets()
  await expect(ana.pill).toHaveText('Tempo real', { timeout: 60_000 })
  await anas.locator('input[name=account]').fill('Em tempo real')
  await anas.locator('input[name=account]').press('Enter')
  await expect(brunos.locator('input[name=account]')).toHaveValue('Em tempo real')
  await ana.expectState('saved')
  expect(await cardInJournal(database, board.name, cardId)).toMatchObject({ account: 'Em tempo real', source: 'Feira' })

  // And the other way round: the network turns careful while somebody works.
  ana.network.refuseWebSockets()
  await anas.locator('input[name=account]').fill('De novo por HTTP')
  await anas.locator('input[name=account]').press('Enter')
  await expect(ana.pill).toHaveText('Sincronizado', { timeout: 60_000 })
  expect(await cardInJournal(database, board.name, cardId)).toMatchObject({ account: 'De novo por HTTP' })
})
