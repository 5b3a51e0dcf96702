import {
  addComment,
  addItems,
  contentDigest,
  createLedgerStore,
  createRequest,
  createUserStore,
  leaveIntent,
  mentionText,
  readContent,
  readNotifications,
  readView,
  userName,
} from '@mutirao/documents'
import type { PolicyRule } from '@mutirao/documents'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { editContext } from '../people/edit-context.ts'
import { docOf, startTestServer, until } from '../testing/index.ts'
import { plainLetter as plain, PostOffice } from '../testing/post-office.ts'
import type { Arrived } from '../testing/post-office.ts'
import type { SignedIn, TestServer } from '../testing/index.ts'

const tokenIn = ({ text }: Arrived): string => /\/aprovar#([\w.-]+)/.exec(plain(text))?.[1] ?? ''

describe('mail', { timeout: 60_000 }, () => {
  const post = new PostOffice()
  let server: TestServer
  let bruno: SignedIn
  let carla: SignedIn
  let ana: SignedIn
  let list: string

  beforeAll(async () => {
    const env = { MUTIRAO_SMTP_URL: await post.open(), MUTIRAO_MAIL_FROM: 'Mutirão <avisos@empresa.com.br>' }
    server = await startTestServer({
      worker: true,
      env: { ...env, MUTIRAO_PUBLIC_URL: 'https://mutirao.empresa.com.br' },
    })
    ;[ana, bruno, carla] = (await Promise.all(
      ['ana', 'bruno', 'carla'].map((who) => server.signIn(`${who}@demo.mutirao`)),
    )) as [SignedIn, SignedIn, SignedIn]
    const made = await ana.fetch(`/api/workspaces/${ana.workspaceId}/documents`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'requests', title: 'Compras' }),
    })
    list = ((await made.json()) as { name: string }).name
    const rule: PolicyRule = {
      id: 'a1',
      level: 1,
      fromCents: 0,
      costCentres: [],
      categories: [],
      mode: 'any',
      people: [carla.userId],
      group: '',
      escalateAfterHours: null,
      escalateTo: [],
    }
    await edit(ana, list, (doc) =>
      leaveIntent(doc, editContext(ana.userId), { type: 'policy.change', args: { base: 0, rules: [rule] as never } }),
    )
    await until('the policy holds', async () => (await ledger()).rule('policy') !== undefined)
  }, 120_000)
  afterAll(async () => {
    await server.close()
    await post.close()
  })

  const pull = async (who: SignedIn, name: string): Promise<Y.Doc> =>
    docOf(await who.fetch(`/api/documents/${name}/updates`))
  const ledger = async () => createLedgerStore(await pull(ana, list.replace('requests:', 'ledger:')))
  const statusOf = async (id: string) => readView((await ledger()).subject(id))?.status

  async function edit(who: SignedIn, name: string, change: (doc: Y.Doc) => unknown): Promise<void> {
    const doc = await pull(who, name)
    const before = Y.encodeStateVector(doc)
    doc.transact(() => change(doc))
    const body = Buffer.from(Y.encodeStateAsUpdate(doc, before))
    const answer = await who.fetch(`/api/documents/${name}/updates`, { method: 'POST', body })
    expect(answer.status).toBe(200)
  }

  async function submitted(title: string): Promise<string> {
    let id = ''
    const context = editContext(bruno.userId)
    await edit(bruno, list, (doc) => (id = createRequest(doc, context, { title }).requestId))
    const details = `${list.replace('requests:', 'request:')}.${id}`
    await edit(bruno, details, (doc) =>
      addItems(doc, context, [{ description: title, quantity: '2', estimate: 4_500 }]),
    )
    const [here, there] = [await pull(bruno, list), await pull(bruno, details)]
    const content = readContent(here, there, id)
    await edit(bruno, list, (doc) =>
      leaveIntent(doc, context, { type: 'request.submit', subject: id, digest: content ? contentDigest(content) : '' }),
    )
    await until('it waits for Carla', async () => (await statusOf(id)) === 'pending_a1')
    return id
  }
  const letterAbout = async (title: string, to = 'carla@demo.mutirao'): Promise<Arrived> => {
    const find = () => post.letters.find((letter) => letter.to === to && plain(letter.text).includes(title))
    await until(`a letter about ${title}`, () => Promise.resolve(find() !== undefined))
    return find() as Arrived
  }
  const knock = async (what: 'look' | 'confirm', token: string, as: Pick<SignedIn, 'fetch'> = server) => {
    const answer = await as.fetch(`/api/approval-links/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    })
    return { status: answer.status, ...((await answer.json()) as { state?: string; title?: string; person?: string }) }
  }

  it('[MAI-3] [MAI-7] the button of a letter leads to one yes, for its person, given once and only by confirming', async () => {
    const id = await submitted('Monitores')
    const token = tokenIn(await letterAbout('Monitores'))
    expect(await knock('look', token)).toMatchObject({ state: 'open', title: 'Monitores', person: 'Carla Nogueira' })
    expect((await server.fetch(`/api/approval-links/confirm?token=${token}`)).status).toBe(404)
    expect(await statusOf(id)).toBe('pending_a1')
    // Passed on to the requester, who is signed in.
    expect(await knock('look', token, bruno)).toMatchObject({ state: 'other', person: 'Carla Nogueira' })
    expect(await knock('confirm', token, bruno)).toMatchObject({ state: 'other' })
    expect(await statusOf(id)).toBe('pending_a1')
    expect(await knock('look', token, carla)).toMatchObject({ state: 'open' })
    await knock('confirm', token)
    await knock('confirm', token)
    await until('it is approved', async () => (await statusOf(id)) === 'aprovada')
    expect(await knock('look', token)).toMatchObject({ state: 'counted' })
    const { rows } = await server.database.pool.query<{ by: string; intent: { args: { from: string } } }>(
      `select decided_by as by, intent from decision where subject = $1 and type = 'request.approve'`,
      [id],
    )
    expect(rows.map(({ by, intent }) => [by, intent.args.from])).toEqual([[carla.userId, 'mail']])
    await letterAbout('Monitores', 'bruno@demo.mutirao')
  })

  it('[MAI-9] the page of a letter shows what one tap approves: who asks and every item; of what is otherwise by now nothing', async () => {
    const id = await submitted('Gaveteiros')
    const token = tokenIn(await letterAbout('Gaveteiros'))
    expect(await knock('look', token)).toMatchObject({
      requester: 'Bruno Almeida',
      justification: '',
      items: [{ description: 'Gaveteiros', quantity: '2', unit: '', totalCents: 9_000 }],
    })
    await edit(bruno, `${list.replace('requests:', 'request:')}.${id}`, (doc) =>
      addItems(doc, editContext(bruno.userId), [{ description: 'Chaves', quantity: '1', estimate: 100 }]),
    )
    await until('it begins again', async () => readView((await ledger()).subject(id))?.round === 2)
    expect(await knock('look', token)).toMatchObject({ state: 'changed', items: [] })
  })

  it('[MAI-4] a token nobody gave out, or for a request that stands otherwise by now, approves nothing', async () => {
    const id = await submitted('Teclados')
    const token = tokenIn(await letterAbout('Teclados'))
    const [body = '', mac = ''] = token.split('.')
    const forged = Buffer.from(body, 'base64url').toString().replace(carla.userId, bruno.userId)
    expect((await knock('confirm', `${Buffer.from(forged).toString('base64url')}.${mac}`)).status).toBe(404)
    await edit(bruno, `${list.replace('requests:', 'request:')}.${id}`, (doc) =>
      addItems(doc, editContext(bruno.userId), [{ description: 'Mais um', quantity: '1', estimate: 100 }]),
    )
    await until('it begins again', async () => readView((await ledger()).subject(id))?.round === 2)
    expect(await knock('confirm', token)).toMatchObject({ state: 'changed' })
    expect(await statusOf(id)).toBe('pending_a1')
  })

  it('[MAI-1] a letter that was refused is sent again as the same letter, and each notice has one row', async () => {
    post.refusing = 1
    await submitted('Cadeiras')
    await until('it was refused once', () => Promise.resolve(post.refusing === 0))
    // Whichever letter it was: its pause is cut short, and it comes again.
    const twice = () => post.seen.find((one, at) => post.seen.indexOf(one) !== at)
    await until('it came again', async () => {
      await server.database.pool.query(
        `update notification set mail_at = now() where mail_error is not null and mail = 'queued'`,
      )
      await server.database.pool.query(`select pg_notify('mutirao_people', $1)`, [
        `${ana.workspaceId}  ${carla.userId}`,
      ])
      return twice() !== undefined
    })
    await until('it was taken', () => Promise.resolve(post.letters.some(({ messageId }) => messageId === twice())))
    expect(post.letters.filter(({ messageId }) => messageId === twice())).toHaveLength(1)
    await letterAbout('Cadeiras')
    const { rows } = await server.database.pool.query<{ rows: number; people: number }>(
      `select count(*) as rows, count(distinct (user_id, id)) as people from notification`,
    )
    expect(rows[0]?.rows).toBe(rows[0]?.people)
  })

  it('[NTC-7] [NTC-3] who is named in a comment gets a letter that leads to the comment, and a notice of their own', async () => {
    const id = await submitted('Impressoras')
    const details = `${list.replace('requests:', 'request:')}.${id}`
    const davi = await server.signIn('davi@demo.mutirao')
    let commentId = ''
    await edit(bruno, details, (doc) => {
      const text = `${mentionText('Davi', davi.userId)}, cabe no orçamento?`
      ;({ commentId } = addComment(doc, editContext(bruno.userId), { text }))
    })
    const letter = await letterAbout('cabe no orçamento', 'davi@demo.mutirao')
    expect(plain(letter.text)).toContain(
      `/solicitacoes/${list.replace('requests:', '')}?solicitacao=${id}#comentario-${commentId}`,
    )
    await until('Davi is told', async () => {
      const notices = readNotifications(await pull(davi, userName(davi.workspaceId, davi.userId)))
      return notices.some(({ subject, event, document }) => {
        return subject === commentId && event === 'comment_mention' && document === details
      })
    })
  })

  it('[MAI-2] looking up what somebody wants leaves their document whole for whoever opens it next', async () => {
    const eva = await server.signIn('eva@demo.mutirao')
    expect((await eva.fetch('/api/user/notification-preferences')).status).toBe(200)
    // As a socket would get it: what is loaded already is not brought up to date again.
    const told = await server.parts.engine.read(userName(eva.workspaceId, eva.userId), (doc) => {
      const store = createUserStore(doc)
      store.destroy()
      return [store.members().length, store.documents().map(({ name }) => name)]
    })
    expect(told).toEqual([8, [list]])
  })

  it('[MAI-2] [NTC-3] who does not want mail is told in their own document alone; the endpoint keeps what they want', async () => {
    const wanted = {
      events: {},
      frequency: 'instant',
      soundEnabled: true,
      emailNotifications: false,
      quiet: null,
      zone: 'Europe/Lisbon',
    }
    const put = await carla.fetch('/api/user/notification-preferences', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(wanted),
    })
    expect(put.status).toBe(200)
    expect(await (await carla.fetch('/api/user/notification-preferences')).json()).toEqual(wanted)
    const id = await submitted('Mesas')
    await until('Carla is told', async () => {
      const notices = readNotifications(await pull(carla, userName(carla.workspaceId, carla.userId)))
      return notices.some(({ subject, event, isRead }) => subject === id && event.endsWith('waiting') && !isRead)
    })
    await until('nobody wants it by mail', async () => {
      const { rows } = await server.database.pool.query(
        `select 1 from notification where subject = $1 and mail = 'off'`,
        [id],
      )
      return rows.length === 1
    })
    expect(post.letters.filter(({ text }) => plain(text).includes('Mesas'))).toEqual([])
  })

  it('[MAI-8] a letter that had to wait says nothing of what waits no more, nor a sum that is not so any more', async () => {
    const prefer = (frequency: string) =>
      carla.fetch('/api/user/notification-preferences', {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ events: {}, frequency, soundEnabled: false, emailNotifications: true, quiet: null }),
      })
    expect((await prefer('daily')).status).toBe(200)
    const [gone, dearer] = [await submitted('Estantes'), await submitted('Armários')]
    await edit(bruno, list, (doc) =>
      leaveIntent(doc, editContext(bruno.userId), { type: 'request.cancel', subject: gone, digest: '' }),
    )
    await until('it is cancelled', async () => (await statusOf(gone)) === 'cancelada')
    await edit(bruno, `${list.replace('requests:', 'request:')}.${dearer}`, (doc) =>
      addItems(doc, editContext(bruno.userId), [{ description: 'Chaves', quantity: '1', estimate: 100 }]),
    )
    const queued = async () => {
      const { rows } = await server.database.pool.query(
        `select 1 from notification where user_id = $1 and subject = any($2) and mail = 'queued'`,
        [carla.userId, [gone, dearer]],
      )
      return rows.length
    }
    await until('three notices wait for their hour', async () => (await queued()) === 3)
    await server.database.pool.query(`update notification set mail_at = now() where user_id = $1 and mail = 'queued'`, [
      carla.userId,
    ])
    await server.database.pool.query(`select pg_notify('mutirao_people', $1)`, [`${ana.workspaceId}  ${carla.userId}`])
    await until('none waits', async () => (await queued()) === 0)
    const text = plain((await letterAbout('Armários')).text)
    expect(text.replaceAll(/\s/gu, ' ')).toContain('Nível A1. Total: R$ 91,00')
    expect(text).not.toContain('90,00')
    expect(text).not.toContain('Estantes')
  })
})
