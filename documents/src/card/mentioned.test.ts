import { expect, it } from 'vitest'
import type { HistoryFact } from '../history/index.ts'
import { maxMentioned, mentionsIn } from './mentioned.ts'
import { mentionText } from './mentions.ts'

const fact = (more: Partial<HistoryFact> & Pick<HistoryFact, 'path'>): HistoryFact => ({
  seq: 1,
  index: 0,
  kind: 'set',
  actorId: 'ana',
  origin: 'client',
  receivedAtMs: 5,
  writtenAtMs: null,
  ...more,
})
const [bruno, carla, ana] = [
  mentionText('Bruno', 'bruno'),
  mentionText('Carla Dias', 'carla'),
  mentionText('Ana', 'ana'),
]

it('[NTC-7] who is named in a comment is told, each once, nobody of their own words', () => {
  const made = fact({ path: ['comments', 'c1'], after: { text: `${bruno} e ${carla}, vejam com ${ana}. ${bruno}!` } })
  expect(mentionsIn([made])).toEqual(
    ['bruno', 'carla'].map((to) => ({
      to,
      commentId: 'c1',
      by: 'ana',
      text: '@Bruno e @Carla Dias, vejam com @Ana. @Bruno!',
      receivedAtMs: 5,
    })),
  )
  const crowd = Array.from({ length: 300 }, (_, i) => mentionText('x', `u${i}`)).join(' ')
  const loud = mentionsIn([fact({ path: ['comments', 'c1', 'text'], after: crowd })])
  expect([loud.length, loud[0]?.text.length]).toEqual([maxMentioned, 200])
})

it('[NTC-7] an edit tells only whom it names anew', () => {
  const edited = fact({ path: ['comments', 'c1', 'text'], before: `Oi ${bruno}`, after: `Oi ${bruno} e ${carla}` })
  expect(mentionsIn([edited]).map(({ to }) => to)).toEqual(['carla'])
})

it('[NTC-8] what was set back, restored, imported or is no comment tells nobody', () => {
  const path = ['comments', 'c1', 'text']
  const after = `Oi ${bruno}`
  expect(
    mentionsIn([
      fact({ path, after, reverted: 'comment_author' }),
      fact({ path, after, origin: 'restore' }),
      fact({ path, after, origin: 'import' }),
      { ...fact({ path, after }), overruled: true } as HistoryFact,
    ]),
  ).toEqual([])
  const elsewhere = [['comments', 'c1', 'by'], ['checklist', 'c1.text'], ['comments'], ['comments', 'c1', 'text', 'x']]
  expect(mentionsIn(elsewhere.map((other) => fact({ path: other, after })))).toEqual([])
  expect(mentionsIn([fact({ path, after: 7 }), fact({ path: ['comments', 'c1'], after: [after] })])).toEqual([])
})
