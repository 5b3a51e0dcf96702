import { accountsMap, accountsName, createAccount, createAccountsStore } from '@mutirao/documents'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createAccess } from '../access/access.ts'
import { editContext } from '../people/edit-context.ts'
import { docOf, startTestServer } from '../testing/index.ts'
import type { SignedIn, TestServer } from '../testing/index.ts'

let server: TestServer
let ana: SignedIn
let bruno: SignedIn
let gil: SignedIn
let helena: SignedIn
beforeAll(async () => {
  server = await startTestServer()
  ana = await server.signIn('ana@demo.mutirao')
  bruno = await server.signIn('bruno@demo.mutirao')
  gil = await server.signIn('gil@demo.mutirao')
  helena = await server.signIn('helena@other.mutirao')
})
afterAll(() => server?.close())

const updates = (name: string): string => `/api/documents/${encodeURIComponent(name)}/updates`
const pull = (person: SignedIn, name: string): Promise<Response> => person.fetch(updates(name))
const push = (person: SignedIn, name: string, update: Uint8Array): Promise<Response> =>
  person.fetch(updates(name), { method: 'POST', body: Buffer.from(update) })

/** One new account as an update, with whatever signature. */
function newAccount(userId: string, name: string): Uint8Array {
  const doc = new Y.Doc()
  createAccount(doc, editContext(userId), { name })
  return Y.encodeStateAsUpdate(doc)
}

describe('accounts of a workspace', () => {
  it('[CTA-11] every member opens the same one, and what one writes the others read', async () => {
    const name = accountsName(ana.workspaceId)
    expect((await push(ana, name, newAccount(ana.userId, 'Padaria São João'))).status).toBe(200)
    const store = createAccountsStore(await docOf(await pull(bruno, name)))
    expect(store.accounts()).toMatchObject([{ name: 'Padaria São João', createdBy: ana.userId }])
  })

  it('[CTA-9] an account signed with another name is signed right by the server', async () => {
    const name = accountsName(ana.workspaceId)
    expect((await push(bruno, name, newAccount(ana.userId, 'Assinada por outra'))).status).toBe(200)
    // The correction is an edit of the server's own, in the journal right after the one it corrects.
    const signature = async () =>
      createAccountsStore(await docOf(await pull(ana, name))).named('Assinada por outra')?.createdBy
    await expect.poll(signature).toBe(bruno.userId)
  })

  it('[CTA-11] a viewer reads and writes nothing', async () => {
    const name = accountsName(gil.workspaceId)
    expect((await pull(gil, name)).status).toBe(200)
    const answer = await push(gil, name, newAccount(gil.userId, 'Minha'))
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([403, 'read_only'])
  })

  it('[CTA-8] removing an account is refused, the rest is taken', async () => {
    const name = accountsName(ana.workspaceId)
    const doc = await docOf(await pull(ana, name))
    const before = Y.encodeStateVector(doc)
    const [first = ''] = accountsMap(doc).keys()
    doc.transact(() => {
      accountsMap(doc).delete(first)
      createAccount(doc, editContext(ana.userId), { name: 'Fica' })
    })
    const answer = await push(ana, name, Y.encodeStateAsUpdate(doc, before))
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([422, 'hard_delete'])
    const store = createAccountsStore(await docOf(await pull(ana, name)))
    expect([store.account(first) !== undefined, store.named('Fica') !== undefined]).toEqual([true, true])
  })

  it('[CTA-11] to another workspace it looks like one that does not exist', async () => {
    const seen = async (answer: Response) => [answer.status, await answer.text()]
    for (const name of [accountsName(ana.workspaceId), accountsName('01NOSUCHWORKSPACE000000000')]) {
      expect(await seen(await pull(helena, name))).toEqual(
        await seen(await pull(helena, 'board:01NOSUCHBOARD0000000000000')),
      )
      expect((await push(helena, name, newAccount(helena.userId, 'Espiã'))).status).toBe(404)
    }
    // A socket is in one workspace, whatever the document is called.
    const access = createAccess(server.parts.directory)
    expect(await access.open(helena.userId, helena.workspaceId, accountsName(ana.workspaceId))).toBeNull()
    const own = createAccountsStore(await docOf(await pull(helena, accountsName(helena.workspaceId))))
    expect(own.accounts()).toEqual([])
  })

  it('[CTA-11] it stands in the list after the boards, once it holds something', async () => {
    const path = `/api/workspaces/${ana.workspaceId}/documents`
    const body = JSON.stringify({ kind: 'board', title: 'Funil' })
    await ana.fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    const listOf = async (person: SignedIn) =>
      ((await (await person.fetch(path)).json()) as { kind: string; name: string; access: string }[]).map(
        ({ kind, access }) => ({ kind, access }),
      )
    expect(await listOf(ana)).toEqual([
      { kind: 'board', access: 'write' },
      { kind: 'accounts', access: 'write' },
    ])
    expect((await listOf(gil)).at(-1)).toEqual({ kind: 'accounts', access: 'read' })
  })

  it('[CTA-11] a workspace from before accounts gets its document when the server starts', async () => {
    const id = '01OLDWORKSPACE000000000000'
    await server.parts.directory.createWorkspace({ id, name: 'Antiga' })
    const second = await startTestServer({ database: server.database })
    await second.close()
    expect(await server.parts.directory.document(id, accountsName(id))).toMatchObject({ kind: 'accounts' })
    expect(await server.parts.directory.listDocuments(id)).toEqual([])
  })
})
