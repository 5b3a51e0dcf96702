import { createHash, randomBytes } from 'node:crypto'
import { addAttachments } from '@mutirao/documents'
import * as Y from 'yjs'
import { editContext } from '../people/edit-context.ts'
import type { SignedIn } from './index.ts'

/** A file somebody is about to attach, and where. */
export interface TestFile {
  readonly document: string
  readonly name: string
  readonly data: Buffer
  readonly sha256: string
}

export interface FileAnswer {
  readonly status: number
  readonly body: {
    readonly code?: string
    readonly received?: number
    readonly complete?: boolean
    readonly entries?: number
  }
}

export const sha256Of = (data: Buffer): string => createHash('sha256').update(data).digest('hex')

export const testFile = (document: string, name = 'planta.pdf', data = randomBytes(300_000)): TestFile => ({
  document,
  name,
  data,
  sha256: sha256Of(data),
})

export const filesPath = (document: string): string => `/api/documents/${encodeURIComponent(document)}/files`

const read = async (answer: Response): Promise<FileAnswer> => ({
  status: answer.status,
  body: (await answer.json()) as FileAnswer['body'],
})

export const announce = async (who: SignedIn, file: TestFile, bytes = file.data.length): Promise<FileAnswer> =>
  read(
    await who.fetch(filesPath(file.document), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: file.name, bytes, sha256: file.sha256 }),
    }),
  )

export const sendPiece = async (who: SignedIn, file: TestFile, at: number, data: Buffer): Promise<FileAnswer> =>
  read(
    await who.fetch(`${filesPath(file.document)}/${file.sha256}?at=${at}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: new Uint8Array(data),
    }),
  )

/** Everything in pieces of 100 000 bytes, from where the server says. @returns the last answer */
export async function upload(who: SignedIn, file: TestFile): Promise<FileAnswer> {
  let answer = await announce(who, file)
  while (answer.status === 200 && answer.body.complete !== true) {
    const at = answer.body.received ?? 0
    answer = await sendPiece(who, file, at, file.data.subarray(at, at + 100_000))
  }
  return answer
}

export const fetchFile = (who: SignedIn, file: TestFile, query = ''): Promise<Response> =>
  who.fetch(`${filesPath(file.document)}/${file.sha256}${query}`)

/** Says in the document that this file belongs to it, as the app does. */
export async function attach(who: SignedIn, file: TestFile): Promise<void> {
  const doc = new Y.Doc()
  addAttachments(doc, editContext(who.userId), [{ name: file.name, bytes: file.data.length, sha256: file.sha256 }])
  const answer = await who.fetch(`/api/documents/${encodeURIComponent(file.document)}/updates`, {
    method: 'POST',
    body: new Uint8Array(Y.encodeStateAsUpdate(doc)),
  })
  if (!answer.ok) throw new Error(`attaching answered ${answer.status}: ${await answer.text()}`)
}
