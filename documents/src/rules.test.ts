import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { addComment, createCard, defaultStages, kinds, seedBoard } from './index.ts'
import type { Change } from './index.ts'
import { cardsMap } from './board/shape.ts'
import { commentsMap } from './card/shape.ts'
import { testContext } from './testing/index.ts'

import { card, judgeOf, map } from './testing/judge.ts'

describe('who may write what', () => {
  it.each([
    ['title', 'Migração ERP'],
    ['pos', { stage: '01HSTAGE0000000000000000AA', rank: 'V' }],
    ['pos', { stage: 'anything', rank: '', note: 'kept' }],
    ['value', 14_800_000],
    ['value', null],
    ['owner', 'ana-user'],
    ['closeOn', '2028-02-29'],
    ['label:Piloto', true],
    ['deletedAt', 1_795_000_000_000],
    ['field:01HFIELD', 'sob medida'],
    ['future', { deep: [1] }],
  ])('[DOC-21] a card takes %s = %j', (key, value) => {
    expect(judgeOf('board')(`${card}/${key}`, value)).toBe('allow')
  })

  it.each([
    ['title', 5],
    ['title', null],
    ['pos', 'V'],
    ['pos', { stage: 'x' }],
    ['pos', { stage: 'x', rank: 7 }],
    ['pos', ['x', 'V']],
    ['value', 10.5],
    ['value', '100'],
    ['value', Number.MAX_VALUE],
    ['closeOn', '18/12/2026'],
    ['closeOn', '2026-02-30'],
    ['nextActivityOn', ''],
    ['label:Piloto', 'yes'],
    ['createdAt', 'today'],
    ['deletedAt', true],
    ['createdBy', 7],
  ])('[DOC-21] a card refuses %s = %j', (key, value) => {
    expect(judgeOf('board')(`${card}/${key}`, value)).toBe('bad_value')
  })

  it('[DOC-21] stages, comments, checklist and meta check their values too', () => {
    const judge = judgeOf('board')
    const stage = 'stages/01HSTAGE0000000000000000AA'
    expect(judge(`${stage}/probability`, 101)).toBe('bad_value')
    expect(judge(`${stage}/kind`, 'maybe')).toBe('bad_value')
    expect(judge(`${stage}/rank`, 3)).toBe('bad_value')
    expect(judge(`${stage}/wipLimit`, null)).toBe('allow')
    expect(judge('meta/currency', 5)).toBe('bad_value')
    const detail = judgeOf('card')
    expect(detail('comments/01HCOMMENT00000000000000AA/at', 'now')).toBe('bad_value')
    expect(detail('checklist/01HITEM.done', 'sim')).toBe('bad_value')
  })

  it('[DOC-20] entries are never removed nor written over', () => {
    const judge = judgeOf('board')
    const before = { title: 'x' }
    for (const path of [card, 'stages/01HSTAGE0000000000000000AA']) {
      expect(judge(path, undefined, { before })).toBe('hard_delete')
      expect(judge(path, map, { before })).toBe('hard_delete')
    }
    expect(judge('intents/01HINTENT000000000000000AA', undefined, { before })).toBe('hard_delete')
    expect(judgeOf('card')('comments/01HCOMMENT00000000000000AA', undefined, { before })).toBe('hard_delete')
    expect(judge(`${card}/account`, undefined, { before: 'Conta' })).toBe('allow')
  })

  it('[DOC-22] no containers where plain values belong, no plain values where entries belong', () => {
    const judge = judgeOf('board')
    expect(judge(card, { title: 'plain' })).toBe('bad_structure')
    expect(judge(card, { type: 'array' })).toBe('bad_structure')
    expect(judge('cards/short', map)).toBe('bad_structure')
    expect(judge(`${card}/title`, { type: 'text' })).toBe('bad_structure')
    expect(judge(`${card}/future`, map)).toBe('bad_structure')
    expect(judge(`${card}/future`, { type: 'binary' })).toBe('bad_structure')
    expect(judgeOf('card')('notes', { type: 'subdoc' }, { op: 'insert' })).toBe('bad_structure')
    expect(judgeOf('user')('preferences/theme', map)).toBe('bad_structure')
  })

  it('[DOC-23] oversize values are refused as such', () => {
    const judge = judgeOf('board')
    expect(judge(`${card}/title`, 'x'.repeat(1_001))).toBe('too_large')
    expect(judge(`${card}/title`, 'x'.repeat(1_000))).toBe('allow')
    expect(judge(`${card}/future`, 'x'.repeat(5_000))).toBe('too_large')
    expect(judgeOf('card')('comments/01HCOMMENT00000000000000AA/text', 'x'.repeat(20_001))).toBe('too_large')
    expect(judgeOf('user')('preferences/theme', 'x'.repeat(20_000))).toBe('too_large')
  })

  it('[DOC-24] what no rule lists has no place in the document', () => {
    const judge = judgeOf('board')
    expect(judge('elsewhere/x', 1)).toBe('bad_structure')
    expect(judge('cards', 'text', { op: 'insert' })).toBe('bad_structure')
    expect(judge(`${card}/pos/deep`, 1)).toBe('bad_structure')
    expect(judgeOf('card')('checklist/nodot', 'x')).toBe('bad_structure')
    expect(judgeOf('user')('elsewhere/x', 1)).toBe('bad_structure')
  })

  it('[DOC-25] a viewer writes nothing but intents and what is the viewer’s own', () => {
    const judge = judgeOf('board', new Y.Doc(), 'gil-user1', 'viewer')
    expect(judge(card, map)).toBe('read_only')
    expect(judge(`${card}/title`, 'x')).toBe('read_only')
    expect(judgeOf('user', new Y.Doc(), 'ana-user', 'viewer')('preferences/theme', 'dark')).toBe('allow')
  })

  it('[DOC-29] an intent is never refused, whoever writes it and whatever it holds', () => {
    for (const role of ['admin', 'editor', 'viewer'] as const) {
      const judge = judgeOf('board', new Y.Doc(), 'ana-user', role)
      expect(judge('intents/01HINTENT000000000000000AA', map)).toBe('allow')
      expect(judge('intents/01HINTENT000000000000000AA/args', { any: 'thing' })).toBe('allow')
      expect(judge('intents/01HINTENT000000000000000AA/args', { type: 'map' })).toBe('allow')
    }
  })

  it('[DOC-26] another person’s comment cannot be changed', () => {
    const doc = new Y.Doc()
    const bruno = testContext('bruno-user', 1)
    const { commentId } = addComment(doc, bruno, { text: 'Falei com a Rita' })
    const ana = judgeOf('card', doc)
    expect(ana(`comments/${commentId}/text`, 'outra coisa', { before: 'Falei com a Rita' })).toBe('comment_of_other')
    expect(ana(`comments/${commentId}/deletedAt`, 1, {})).toBe('comment_of_other')
    const own = judgeOf('card', doc, 'bruno-user')
    expect(own(`comments/${commentId}/text`, 'corrigido', { before: 'Falei com a Rita' })).toBe('allow')
    expect(own(`comments/${commentId}/by`, 'ana-user', { before: 'bruno-user' })).toBe('comment_author')
    expect(own(`comments/${commentId}/by`, 'bruno-user', { before: 'bruno-user' })).toBe('allow')
    expect(own(`comments/${commentId}/by`, undefined, { before: 'bruno-user' })).toBe('comment_author')
  })

  it('[DOC-27] a comment is signed with the person who sent it', () => {
    const doc = new Y.Doc()
    const { commentId } = addComment(doc, testContext('somebody', 1), { text: 'oi' })
    const changes: Change[] = [{ path: ['comments', commentId], op: 'set', value: map, bytes: 1 }]
    const ana = { userId: 'ana-user', role: 'editor', groups: [] } as const
    expect(kinds.card.complete(doc, changes, ana)).toEqual([
      { path: ['comments', commentId, 'by'], rule: 'comment_author', before: 'ana-user' },
    ])
    ;(commentsMap(doc).get(commentId) as Y.Map<unknown>).set('by', 'ana-user')
    expect(kinds.card.complete(doc, changes, ana)).toEqual([])
  })

  it('[DOC-28] a person’s document takes only that person’s preferences and read marks', () => {
    const own = judgeOf('user')
    expect(own('preferences/theme', 'dark')).toBe('allow')
    expect(own('preferences/theme', undefined)).toBe('allow')
    expect(own('read/board:x', { seq: 5 })).toBe('allow')
    for (const path of ['members/ana-user', 'documents/board:x', 'notifications/n1']) {
      expect(own(path, { role: 'admin' }, { before: { role: 'editor' } })).toBe('server_only')
      expect(own(path, undefined, { before: {} })).toBe('server_only')
    }
    expect(judgeOf('user', new Y.Doc(), 'eva-user1')('preferences/theme', 'dark')).toBe('read_only')
  })

  it('[BRD-16] who created a card is set by the server and stays', () => {
    const doc = new Y.Doc()
    const ana = testContext('ana-user', 1)
    const { stageIds } = seedBoard(doc, ana, { title: 'Funil', stages: defaultStages })
    const { cardId } = createCard(doc, ana, { stageId: stageIds[0] ?? '', title: 'x' })
    const changes: Change[] = [
      { path: ['cards', cardId], op: 'set', value: map, bytes: 1 },
      { path: ['cards', cardId, 'title'], op: 'set', value: 'x', bytes: 1 },
    ]
    const actor = (userId: string) => ({ userId, role: 'editor', groups: [] }) as const
    expect(kinds.board.complete(doc, changes, actor('ana-user'))).toEqual([])
    const bruno = [{ path: ['cards', cardId, 'createdBy'], rule: 'created_by', before: 'bruno-user' }]
    expect(kinds.board.complete(doc, changes, actor('bruno-user'))).toEqual(bruno)
    ;(cardsMap(doc).get(cardId) as Y.Map<unknown>).delete('createdBy')
    expect(kinds.board.complete(doc, changes, actor('bruno-user'))).toEqual(bruno)
    expect(kinds.board.complete(doc, changes.slice(1), actor('bruno-user'))).toEqual([])
    const judge = judgeOf('board', doc)
    expect(judge(`cards/${cardId}/createdBy`, 'eva-user1', { before: 'ana-user' })).toBe('created_by')
    expect(judge(`cards/${cardId}/createdBy`, undefined, { before: 'ana-user' })).toBe('created_by')
    expect(judge('meta/schemaVersion', 9, { before: 1 })).toBe('server_only')
  })
})
