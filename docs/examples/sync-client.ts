// Our own engine in Node, without a browser: opens a board, gives a card a new title, says honestly how it stands.
//   npx node docs/examples/sync-client.ts [origin] [title] [board id] [card id]
import { boardName, createBoardStore, setCardField, ulid } from '@mutirao/documents'
import { createMemoryStore, createSyncClient } from '@mutirao/sync-client'

const [baseUrl = 'http://127.0.0.1:3000', title = 'Renamed by our engine', boardId, wanted] = process.argv.slice(2)
const signedIn = await fetch(`${baseUrl}/api/auth/sign-in/email`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ email: 'ana@demo.mutirao', password: 'mutirao-demo' }),
})
const cookie = signedIn.headers.getSetCookie().join('; ')
const get = async (path: string) => (await fetch(baseUrl + path, { headers: { cookie } })).json()
const { user, workspaces } = await get('/api/me')
const name = boardId ? boardName(boardId) : (await get(`/api/workspaces/${workspaces[0].id}/documents`))[0].name

const token = async (): Promise<string> => (await get('/api/auth/token')).token
const store = createMemoryStore() // in a browser: createIndexedDbStore
const client = createSyncClient({ baseUrl, workspaceId: workspaces[0].id, userId: user.id, token, store })
client.onStatus(() => console.log(client.status().state))
const saved = () =>
  new Promise<void>((resolve) => client.onStatus(() => client.status().state === 'saved' && resolve()))
const board = client.open(name)
await saved()

const cards = createBoardStore(board.doc())
const cardId = wanted ?? cards.stages().flatMap((stage) => cards.column(stage.id))[0] ?? ''
const newId = () => ulid(Date.now(), crypto.getRandomValues(new Uint8Array(16)))
const context = { userId: user.id, nowMs: Date.now(), random: Math.random, newId }
setCardField(board.doc(), context, { cardId, field: 'title', value: title })
await saved()
console.log(`${name}: card ${cardId} is called “${title}”, and the journal has it`)
await client.close()
