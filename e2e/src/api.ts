/** The public HTTP interface, as a script would use it (CONTRACT "Sign in", "Documents", "Sync over HTTP"). */
import * as decoding from 'lib0/decoding'
import { setPreference, userName } from '@mutirao/documents'
import * as Y from 'yjs'

const password = 'mutirao-demo'

export class Api {
  readonly userId: string
  readonly workspaceId: string
  /** The session, as a browser would send it: `name=value; …`. */
  readonly cookie: string
  /** When it ends, seconds since the epoch. */
  readonly cookieEndsAt: number
  readonly #origin: string

  private constructor(origin: string, cookie: string, maxAgeSeconds: number, userId: string, workspaceId: string) {
    this.#origin = origin
    this.cookie = cookie
    this.cookieEndsAt = Date.now() / 1_000 + maxAgeSeconds
    this.userId = userId
    this.workspaceId = workspaceId
  }

  static async signIn(origin: string, email: string): Promise<Api> {
    const signedIn = await fetch(`${origin}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ email, password }),
    })
    if (!signedIn.ok) throw new Error(`sign-in: ${signedIn.status} ${await signedIn.text()}`)
    const cookie = signedIn.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
    const maxAge = /max-age=(\d+)/i.exec(signedIn.headers.getSetCookie().join())?.[1]
    if (maxAge === undefined) throw new Error('the session would end with the browser')
    const me = await fetch(`${origin}/api/me`, { headers: { cookie } })
    const { user, workspaces } = (await me.json()) as { user: { id: string }; workspaces: { id: string }[] }
    return new Api(origin, cookie, Number(maxAge), user.id, workspaces[0]?.id ?? '')
  }

  async token(): Promise<string> {
    return ((await (await this.#ask('/api/auth/token')).json()) as { token: string }).token
  }

  createBoard = (title: string): Promise<{ name: string }> => this.#create('board', title)
  /** A list of purchase requests. */
  createList = (title: string): Promise<{ name: string }> => this.#create('requests', title)

  async #create(kind: 'board' | 'requests', title: string): Promise<{ name: string }> {
    const answer = await this.#ask(`/api/workspaces/${this.workspaceId}/documents`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind, title }),
    })
    return (await answer.json()) as { name: string }
  }

  async pull(name: string): Promise<Y.Doc> {
    const bytes = new Uint8Array(await (await this.#ask(`/api/documents/${name}/updates`)).arrayBuffer())
    const doc = new Y.Doc()
    const input = decoding.createDecoder(bytes)
    doc.transact(() => {
      while (decoding.hasContent(input)) Y.applyUpdate(doc, decoding.readVarUint8Array(input))
    })
    return doc
  }

  async push(name: string, update: Uint8Array): Promise<void> {
    await this.#ask(`/api/documents/${name}/updates`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: new Uint8Array(update),
    })
  }

  /** This person has seen the first minute: nothing leads them. */
  async knowsTheWay(): Promise<void> {
    const name = userName(this.workspaceId, this.userId)
    const doc = await this.pull(name)
    const before = Y.encodeStateVector(doc)
    if (setPreference(doc, 'firstMinute', 'done')) await this.push(name, Y.encodeStateAsUpdate(doc, before))
  }

  /** Titles of the boards this person may open. */
  async boards(): Promise<readonly { name: string; title: string; access: string }[]> {
    const answer = await this.#ask(`/api/workspaces/${this.workspaceId}/documents`)
    return (await answer.json()) as { name: string; title: string; access: string }[]
  }

  /** How far the history of a document has been derived: the seq of a row. */
  async derived(name: string): Promise<number> {
    return ((await (await this.#ask(`/api/documents/${name}/history?limit=1`)).json()) as { seq: number }).seq
  }

  /** How a push was answered, for what is expected to be refused. */
  async pushStatus(name: string, update: Uint8Array): Promise<number> {
    const answer = await fetch(`${this.#origin}/api/documents/${name}/updates`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', cookie: this.cookie, origin: this.#origin },
      body: new Uint8Array(update),
    })
    return answer.status
  }

  async #ask(path: string, init: RequestInit = {}): Promise<Response> {
    const answer = await fetch(this.#origin + path, {
      ...init,
      headers: { ...(init.headers as Record<string, string>), cookie: this.cookie, origin: this.#origin },
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer
  }
}
