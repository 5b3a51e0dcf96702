import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createCardDetailStore, kinds } from '../index.ts'
import { testContext } from '../testing/index.ts'
import { judgeOf, map } from '../testing/judge.ts'
import { cardMeaning } from '../card/meaning.ts'
import {
  addAttachments,
  attachmentsMap,
  cleanFileName,
  fileTypeOf,
  inlineTypeOf,
  isPicture,
  keepEnding,
  markStored,
  removeAttachment,
  renameAttachment,
} from './index.ts'

const hash = (digit: string): string => digit.repeat(64)
const file = { name: 'Proposta final.pdf', bytes: 1_234, sha256: hash('a') }

function card() {
  const doc = new Y.Doc()
  const store = createCardDetailStore(doc)
  const names = () => store.attachments().map(({ name }) => name)
  return { doc, store, names, ana: testContext('ana', 1), bruno: testContext('bruno', 2) }
}

describe('files of a card', () => {
  it('[ATT-1] are attached together, renamed and removed, and every step can be taken back', () => {
    const { doc, store, names, ana } = card()
    const added = addAttachments(doc, ana, [file, { ...file, name: 'planta.PNG', sha256: hash('b') }])
    expect(store.attachments()).toMatchObject([
      { name: 'planta.PNG', type: 'image/png' },
      { name: 'Proposta final.pdf', type: 'application/pdf', bytes: 1_234, by: 'ana', storedAt: null },
    ])
    const [first = ''] = added.attachmentIds
    const renamed = renameAttachment(doc, ana, { attachmentId: first, name: 'Proposta v2.pdf' })
    expect(names()).toContain('Proposta v2.pdf')
    const removed = removeAttachment(doc, ana, first)
    expect(removeAttachment(doc, ana, first)).toBeNull()
    expect(names()).toEqual(['planta.PNG'])
    expect(attachmentsMap(doc).has(first)).toBe(true)
    removed?.apply(doc, ana)
    renamed?.apply(doc, ana)
    expect(names()).toContain('Proposta final.pdf')
    const outcome = added.undo.apply(doc, ana)
    expect([outcome.done, names()]).toEqual([2, []])
    outcome.redo?.apply(doc, ana)
    expect(names()).toHaveLength(2)
  })

  it('[ATT-1] what a colleague renamed since is not taken back; that the server has it is no change', () => {
    const { doc, names, ana, bruno } = card()
    const added = addAttachments(doc, ana, [file, { ...file, name: 'b.pdf', sha256: hash('b') }])
    renameAttachment(doc, bruno, { attachmentId: added.attachmentIds[0] ?? '', name: 'do Bruno.pdf' })
    markStored(doc, hash('b'), 7)
    expect(added.undo.apply(doc, ana)).toMatchObject({ done: 1, skipped: 1 })
    expect(names()).toEqual(['do Bruno.pdf'])
  })

  it('[ATT-1] blank names, no bytes and what is no hash are refused and leave nothing', () => {
    const { doc, names, ana } = card()
    const bad = expect.objectContaining({ code: 'bad_value' })
    for (const wrong of [{ name: ' ' }, { bytes: 0 }, { bytes: 1.5 }, { sha256: 'A'.repeat(64) }, { sha256: 'a' }])
      expect(() => addAttachments(doc, ana, [{ ...file, ...wrong }])).toThrow(bad)
    const { attachmentIds } = addAttachments(doc, ana, [file])
    expect(() => renameAttachment(doc, ana, { attachmentId: attachmentIds[0] ?? '', name: ' ' })).toThrow(bad)
    expect(names()).toEqual([file.name])
  })

  it('[ATT-1] an entry without an address, or of another form, is passed over', () => {
    const { doc, names } = card()
    attachmentsMap(doc).set('01HODD000', 'text')
    attachmentsMap(doc).set('01HODD001', new Y.Map([['name', 'x.pdf']]))
    expect(names()).toEqual([])
  })

  it('[ATT-1] every change of a file has a name', () => {
    const fact = (path: string, before?: unknown, after?: unknown) =>
      ({ path: path.split('/'), before, after }) as Parameters<typeof cardMeaning>[0][number]
    const meanings = cardMeaning([
      fact('attachments/a', undefined, {}),
      fact('attachments/a/name', undefined, 'x.pdf'),
      fact('attachments/b/name', 'x.pdf', 'y.pdf'),
      fact('attachments/c/deletedAt', undefined, 5),
      fact('attachments/d/deletedAt', 5, undefined),
      fact('attachments/e/storedAt', undefined, 5),
    ])
    expect(meanings.map(({ name, subject }) => `${name} ${subject}`)).toEqual([
      'attachment.added a',
      'attachment.renamed b',
      'attachment.removed c',
      'attachment.restored d',
      'attachment.stored e',
    ])
  })

  it('[ATT-5] the server marks every entry of a file, once', () => {
    const { doc, store, ana } = card()
    addAttachments(doc, ana, [file, { ...file, name: 'again.pdf' }, { ...file, name: 'c.pdf', sha256: hash('c') }])
    expect(markStored(doc, hash('a'), 50)).toBe(2)
    expect(markStored(doc, hash('a'), 60)).toBe(2)
    expect(markStored(doc, hash('f'), 60)).toBe(0)
    expect(store.attachments().map(({ name, storedAt }) => `${name} ${storedAt}`)).toEqual(
      expect.arrayContaining(['again.pdf 50', 'Proposta final.pdf 50', 'c.pdf null']),
    )
  })
})

describe('who may write what of a file', () => {
  const entry = 'attachments/01HFILE00000000000000000AA'

  it.each([
    ['bytes', 5, 6],
    ['sha256', hash('a'), hash('b')],
    ['by', 'ana-user', 'bruno'],
    ['at', 5, 6],
    ['type', 'a/b', 'text/html'],
  ])('[ATT-2] %s is written once', (key, before, after) => {
    const judge = judgeOf('card')
    expect(judge(`${entry}/${key}`, before)).toBe('allow')
    expect(judge(`${entry}/${key}`, before, { before })).toBe('allow')
    expect(judge(`${entry}/${key}`, after, { before })).toBe('attachment_fixed')
    expect(judge(`${entry}/${key}`, undefined, { before })).toBe('attachment_fixed')
  })

  it('[ATT-5] that it is stored is the server’s to say', () => {
    expect(judgeOf('card')(`${entry}/storedAt`, 5)).toBe('server_only')
    expect(judgeOf('card', new Y.Doc(), 'ana-user', 'admin')(`${entry}/storedAt`, 5)).toBe('server_only')
    expect(judgeOf('card')(`${entry}/storedAt`, undefined, { before: 5 })).toBe('server_only')
  })

  it('[ATT-8] names may change, wrong values and removal for good are refused, viewers look', () => {
    const judge = judgeOf('card')
    expect(judge(entry, map)).toBe('allow')
    expect(judge(entry, undefined, { before: {} })).toBe('hard_delete')
    expect(judge(`${entry}/name`, 'b.pdf', { before: 'a.pdf' })).toBe('allow')
    expect(judge(`${entry}/deletedAt`, 5)).toBe('allow')
    expect(judge(`${entry}/name`, 'x'.repeat(256))).toBe('too_large')
    expect(judge(`${entry}/bytes`, -1)).toBe('bad_value')
    expect(judge(`${entry}/sha256`, hash('A'))).toBe('bad_value')
    expect(judge(`${entry}/name`, map)).toBe('bad_structure')
    expect(judgeOf('card', new Y.Doc(), 'gil-user1', 'viewer')(entry, map)).toBe('read_only')
  })

  it('[ATT-4] an entry under another name becomes the sender’s', () => {
    const doc = new Y.Doc()
    const { attachmentIds } = addAttachments(doc, testContext('bruno', 2), [file])
    const path = ['attachments', attachmentIds[0] ?? '']
    const changes = [{ path, op: 'set', value: map, bytes: 2 }] as const
    const complete = (userId: string) => kinds.card.complete(doc, changes, { userId, role: 'editor', groups: [] })
    expect(complete('ana')).toEqual([{ path: [...path, 'by'], rule: 'attachment_fixed', before: 'ana' }])
    expect(complete('bruno')).toEqual([])
  })
})

describe('what a file is', () => {
  const bytes = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0))

  it.each([
    ['\x89PNG\r\n\x1a\nxxxxxxxx', 'image/png'],
    ['\xff\xd8\xff\xe0', 'image/jpeg'],
    ['GIF89a', 'image/gif'],
    ['RIFFxxxxWEBPVP8 ', 'image/webp'],
    ['\0\0\0\x1cftypavif', 'image/avif'],
    ['%PDF-1.7', 'application/pdf'],
    ['<!doctype html><script>', null],
    ['<svg xmlns="http://www.w3.org/2000/svg">', null],
    ['<?xml version="1.0"?><svg>', null],
    ['RIFFxxxxWAVE', null],
    ['', null],
  ])('[ATT-6] %j may be shown as %s', (head, type) => {
    expect(inlineTypeOf(bytes(head))).toBe(type)
    expect(isPicture(inlineTypeOf(bytes(head)))).toBe(type?.startsWith('image/') ?? false)
  })

  it.each([
    ['C:\\fakepath\\Orçamento 2026.xlsx', 'Orçamento 2026.xlsx'],
    ['../../etc/passwd', 'passwd'],
    ['proposta\u202efdp.exe', 'propostafdp.exe'],
    ['a\u0000b\r\nc.pdf', 'abc.pdf'],
    [' .oculto. ', 'oculto'],
    ['x<y>:"z|?*.csv', 'x_y___z___.csv'],
    ['\u200b', ''],
    [`${'é'.repeat(300)}.pdf`, `${'é'.repeat(196)}.pdf`],
  ])('[ATT-7] the name %j becomes %j', (raw, clean) => {
    expect(cleanFileName(raw)).toBe(clean)
  })

  it('[ATT-3] a new name keeps the ending, the type comes from it', () => {
    expect(keepEnding('Contrato.exe', 'a.pdf')).toBe('Contrato.exe.pdf')
    expect(keepEnding('Contrato.PDF', 'a.pdf')).toBe('Contrato.PDF')
    expect(keepEnding('Contrato', 'LEIAME')).toBe('Contrato')
    expect([fileTypeOf('a.PNG'), fileTypeOf('a.exe'), fileTypeOf('constructor'), fileTypeOf('x.constructor')]).toEqual([
      'image/png',
      'application/octet-stream',
      'application/octet-stream',
      'application/octet-stream',
    ])
    const { doc, names, ana } = card()
    const { attachmentIds } = addAttachments(doc, ana, [file])
    renameAttachment(doc, ana, { attachmentId: attachmentIds[0] ?? '', name: 'virus.exe' })
    expect(names()).toEqual(['virus.exe.pdf'])
  })
})
