import { randomBytes } from 'node:crypto'
import { attachmentsMap } from '@mutirao/documents'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type * as Y from 'yjs'
import { announce, attach, fetchFile, filesPath, sendPiece, sha256Of, testFile, upload } from '../testing/files.ts'
import { startTestServer } from '../testing/index.ts'
import type { SignedIn, TestServer } from '../testing/index.ts'

let server: TestServer
let second: TestServer
let ana: SignedIn
let gil: SignedIn
let helena: SignedIn
let boardId: string
let cards = 0

beforeAll(async () => {
  server = await startTestServer()
  second = await startTestServer({ database: server.database })
  ana = await server.signIn('ana@demo.mutirao')
  gil = await server.signIn('gil@demo.mutirao')
  helena = await server.signIn('helena@other.mutirao')
  const answer = await ana.fetch(`/api/workspaces/${ana.workspaceId}/documents`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'board', title: 'Anexos' }),
  })
  boardId = ((await answer.json()) as { name: string }).name.slice('board:'.length)
})
afterAll(async () => {
  await second?.close()
  await server?.close()
})

const newCard = (): string => `card:${boardId}.01FILECARD${String(++cards).padStart(16, '0')}`
const entriesOf = (document: string): Promise<unknown[]> =>
  server.parts.engine.read(document, (doc) =>
    [...attachmentsMap(doc).values()].map((entry) => (entry as Y.Map<unknown>).toJSON()),
  )
const storedAts = async (document: string): Promise<unknown[]> =>
  (await entriesOf(document)).map((entry) => (entry as { storedAt?: number }).storedAt)

describe('an upload', () => {
  it('[FIL-1] goes on where it stopped; repeated, misplaced and overlong pieces are not taken', async () => {
    const file = testFile(newCard())
    const piece = (from: number, to: number) => sendPiece(ana, file, from, file.data.subarray(from, to))
    expect(await piece(0, 100_000)).toMatchObject({ status: 404 })
    expect(await announce(ana, file)).toMatchObject({ status: 200, body: { received: 0, complete: false } })
    expect(await piece(0, 100_000)).toMatchObject({ status: 200, body: { received: 100_000 } })
    expect(await piece(0, 100_000)).toMatchObject({ status: 200, body: { received: 100_000 } })
    expect(await piece(200_000, 300_000)).toMatchObject({ status: 200, body: { received: 100_000 } })
    const tooLong = Buffer.concat([file.data.subarray(100_000), randomBytes(1)])
    expect(await sendPiece(ana, file, 100_000, tooLong)).toMatchObject({ body: { received: 100_000 } })
    expect(await announce(ana, file)).toMatchObject({ body: { received: 100_000, complete: false } })
    expect(await piece(100_000, 300_000)).toMatchObject({ body: { received: 300_000, complete: true } })
    expect(Buffer.from(await (await fetchFile(ana, file)).arrayBuffer()).equals(file.data)).toBe(true)
    expect(await upload(ana, file)).toMatchObject({ body: { complete: true } })
  })

  it('[FIL-1] two devices and two processes sending the same file at once make one file', async () => {
    const file = testFile(newCard(), 'a.zip', randomBytes(900_000))
    const elsewhere = await second.signIn('ana@demo.mutirao')
    const ends = await Promise.all([upload(ana, file), upload(elsewhere, file), upload(ana, file)])
    expect(ends.map(({ body }) => body.complete)).toEqual([true, true, true])
    const answer = await fetchFile(elsewhere, file)
    expect(sha256Of(Buffer.from(await answer.arrayBuffer()))).toBe(file.sha256)
  })

  it('[FIL-1] small pieces are refused, but for the last one', async () => {
    const file = testFile(newCard(), 'a.txt', randomBytes(70_000))
    await announce(ana, file)
    expect(await sendPiece(ana, file, 0, file.data.subarray(0, 100))).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    })
    await sendPiece(ana, file, 0, file.data.subarray(0, 65_536))
    expect(await sendPiece(ana, file, 65_536, file.data.subarray(65_536))).toMatchObject({ body: { complete: true } })
  })

  it('[FIL-2] of other bytes than announced is thrown away, told, and may begin again', async () => {
    const file = testFile(newCard())
    const wrong = { ...file, data: randomBytes(file.data.length) }
    expect(await upload(ana, wrong)).toMatchObject({ status: 422, body: { code: 'file_mismatch' } })
    expect((await fetchFile(ana, file)).status).toBe(404)
    expect(await announce(ana, file)).toMatchObject({ body: { received: 0, complete: false } })
    expect(await upload(ana, file)).toMatchObject({ body: { complete: true } })
  })

  it('[FIL-2] whose last byte came to a process that died is looked at by whoever meets it next', async () => {
    const file = testFile(newCard())
    await announce(ana, file)
    await sendPiece(ana, file, 0, file.data.subarray(0, 200_000))
    await server.database.pool.query(
      `with f as (update file set received = bytes where sha256 = $1 returning id)
       insert into file_chunk select id, 1, $2 from f`,
      [file.sha256, file.data.subarray(200_000)],
    )
    expect((await fetchFile(ana, file)).status).toBe(404)
    expect(await announce(ana, file)).toMatchObject({ body: { complete: true } })
    expect((await fetchFile(ana, file)).status).toBe(200)
  })

  it('[FIL-6] is written into the document, through the journal, before the sender hears of it', async () => {
    const file = testFile(newCard())
    await attach(ana, file)
    expect(await storedAts(file.document)).toEqual([undefined])
    expect(await upload(ana, file)).toMatchObject({ body: { complete: true, entries: 1 } })
    expect(await storedAts(file.document)).toEqual([expect.any(Number)])
  })

  it('[FIL-6] that came before its entry is marked when it is announced again', async () => {
    const file = testFile(newCard())
    expect(await upload(ana, file)).toMatchObject({ body: { complete: true, entries: 0 } })
    await attach(ana, file)
    expect(await announce(ana, file)).toMatchObject({ body: { complete: true, entries: 1 } })
    expect(await storedAts(file.document)).toEqual([expect.any(Number)])
  })
})

describe('rights of a file', () => {
  it('[FIL-3] viewers fetch and do not attach', async () => {
    const file = testFile(newCard())
    await upload(ana, file)
    expect((await fetchFile(gil, file)).status).toBe(200)
    const list = (await (await gil.fetch(filesPath(file.document))).json()) as unknown
    expect(list).toEqual([{ sha256: file.sha256, bytes: 300_000, received: 300_000, complete: true }])
    const own = testFile(file.document)
    expect(await announce(gil, own)).toMatchObject({ status: 403, body: { code: 'read_only' } })
    await announce(ana, own)
    expect(await sendPiece(gil, own, 0, own.data)).toMatchObject({ status: 403 })
  })

  it('[FIL-3] another workspace sees nothing, neither the file nor that there is one', async () => {
    const file = testFile(newCard())
    await upload(ana, file)
    const absent = { ...file, document: 'card:01NOSUCHBOARD0000000000000.01CARD00000000000000000000' }
    for (const ask of [announce, upload, (who: SignedIn, what: typeof file) => sendPiece(who, what, 0, what.data)])
      expect(await ask(helena, file)).toEqual(await ask(helena, absent))
    expect((await fetchFile(helena, file)).status).toBe(404)
    expect((await helena.fetch(filesPath(file.document))).status).toBe(404)
    expect((await helena.fetch(`/api/workspaces/${ana.workspaceId}/files`)).status).toBe(404)
    expect((await server.fetch(`${filesPath(file.document)}/${file.sha256}`)).status).toBe(401)
  })

  it('[FIL-3] the same bytes in another card are another file: knowing a hash opens nothing', async () => {
    const file = testFile(newCard())
    await upload(ana, file)
    const elsewhere = { ...file, document: newCard() }
    expect((await fetchFile(ana, elsewhere)).status).toBe(404)
    expect(await announce(ana, elsewhere)).toMatchObject({ body: { received: 0, complete: false } })
  })

  it('[FIL-3] documents that carry no files have none', async () => {
    const file = testFile(`board:${boardId}`)
    expect(await announce(ana, file)).toMatchObject({ status: 404 })
    expect((await fetchFile(ana, file)).status).toBe(404)
  })
})

describe('what is handed out', () => {
  const bytes = (text: string) => Buffer.from(text, 'latin1')
  const html = '<!doctype html><script>document.title = 1</script>'
  const png = bytes(`\x89PNG\r\n\x1a\n${'x'.repeat(100)}`)

  it.each([
    ['pagina.html', bytes(html)],
    ['logo.svg', bytes('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['foto.png', bytes(html)],
    ['proposta.pdf', bytes(html)],
    ['foto.png', png],
  ])('[FIL-5] %s is a download of unknown type, sealed and not sniffed', async (name, data) => {
    const file = testFile(newCard(), name, data)
    await upload(ana, file)
    const isPng = data === png
    for (const query of ['', '?show=1']) {
      const { headers } = await fetchFile(ana, file, query)
      const shown = isPng && query !== ''
      expect(headers.get('content-type')).toBe(shown ? 'image/png' : 'application/octet-stream')
      expect(headers.get('content-disposition')).toMatch(shown ? /^inline; / : /^attachment; /)
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; sandbox;/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('cache-control')).toBe('private, no-cache')
      expect(Number(headers.get('content-length'))).toBe(data.length)
    }
  })

  it('[FIL-5] PDF is shown when asked for, and may load nothing', async () => {
    const file = testFile(newCard(), 'proposta.pdf', bytes('%PDF-1.7 …'))
    await upload(ana, file)
    const { headers } = await fetchFile(ana, file, '?show=1')
    expect(headers.get('content-type')).toBe('application/pdf')
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; object-src 'self'/)
    expect((await fetchFile(ana, file)).headers.get('content-disposition')).toMatch(/^attachment; /)
  })

  it('[FIL-5] the name is the asked one, harmless, with the ending of the upload', async () => {
    const file = testFile(newCard(), 'a.pdf', bytes('x'))
    await upload(ana, file)
    const asked = encodeURIComponent('../Orçamento "2026"\r\nx: y.exe')
    const name = (await fetchFile(ana, file, `?name=${asked}`)).headers.get('content-disposition')
    expect(name).toBe(
      `attachment; filename="Orcamento _2026_x_ y.exe.pdf"; filename*=UTF-8''Or%C3%A7amento%20_2026_x_%20y.exe.pdf`,
    )
  })

  it('[FIL-5] who has it already gets 304, after the rights were asked', async () => {
    const file = testFile(newCard())
    await upload(ana, file)
    const headers = { 'if-none-match': `"${file.sha256}"` }
    const path = `${filesPath(file.document)}/${file.sha256}`
    expect((await ana.fetch(path, { headers })).status).toBe(304)
    expect((await helena.fetch(path, { headers })).status).toBe(404)
  })
})
