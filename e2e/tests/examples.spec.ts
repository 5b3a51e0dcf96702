import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { cardInJournal } from '../src/journal.ts'
import { expect, test } from '../src/world.ts'

const examples = join(import.meta.dirname, '..', '..', 'docs', 'examples')

for (const [what, file] of [
  ['a stock HocuspocusProvider', 'stock-provider.ts'],
  ['our own engine', 'sync-client.ts'],
] as const)
  test(`[E2E-15] thirty lines of Node with ${what} edit a card, and the app shows it`, async ({ world }) => {
    const { server } = world
    const board = await world.board(`Programa ${file}`, [{ title: 'Frota' }, { title: 'Silo' }])
    const cardId = board.cards.get('Silo') ?? ''
    const bruno = await world.arrive({ who: 'bruno' })
    await bruno.visit(board.id)
    await expect(bruno.card(cardId)).toContainText('Silo')

    const title = `Silo, visto por ${what}`
    const args = [join(examples, file), server.origin, title, board.id, cardId]
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 30_000 })

    // What the program says of itself is true: its edit is a row, and everybody sees it.
    expect(stdout).toContain(`card ${cardId} is called “${title}”, and the journal has it`)
    expect((await cardInJournal(server.database, board.name, cardId))?.['title']).toBe(title)
    await expect(bruno.card(cardId)).toContainText(title)
    await expect(bruno.card(board.cards.get('Frota') ?? '')).toContainText('Frota')
  })
