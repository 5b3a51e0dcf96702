// A stock HocuspocusProvider in Node signs in, gives a card a new title and ends when that is in the journal.
//   npx node docs/examples/stock-provider.ts [origin] [title] [board id] [card id]
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import * as Y from 'yjs'

const [origin = 'http://127.0.0.1:3000', title = 'Renamed by a stock provider', boardId, wanted] = process.argv.slice(2)
const signedIn = await fetch(`${origin}/api/auth/sign-in/email`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ email: 'ana@demo.mutirao', password: 'mutirao-demo' }),
})
const cookie = signedIn.headers.getSetCookie().join('; ')
const get = async (path: string) => (await fetch(origin + path, { headers: { cookie } })).json()
const { token } = await get('/api/auth/token')
const [workspace] = (await get('/api/me')).workspaces
const name = boardId ? `board:${boardId}` : (await get(`/api/workspaces/${workspace.id}/documents`))[0].name

const socket = new HocuspocusProviderWebsocket({ url: `${origin.replace('http', 'ws')}/sync/${workspace.id}` })
const provider = new HocuspocusProvider({ websocketProvider: socket, name, token, document: new Y.Doc() })
provider.attach()
await new Promise((resolve) => provider.on('synced', resolve))

const cards = provider.document.getMap<Y.Map<unknown>>('cards')
const [cardId = '', card] = [...cards].find(([id]) => id === wanted) ?? [...cards][0] ?? []
const journalled = new Promise((resolve) =>
  provider.on('unsyncedChanges', () => provider.hasUnsyncedChanges || resolve(0)),
)
card?.set('title', title)
await journalled
console.log(`${name}: card ${cardId} is called “${title}”, and the journal has it`)
provider.destroy()
socket.destroy()
