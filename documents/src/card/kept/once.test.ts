import { describe, expect, it } from 'vitest'
import { interleave } from './testing/interleaved.ts'
import { Server, settle, type Person } from './testing/two-people.ts'

const list = 'bulletList>listItem>paragraph'
const ids = [
  [1, 2],
  [2, 1],
] as const

function two(words: string, [a, b]: readonly [number, number] = [1, 2]) {
  const server = new Server()
  const [ana, bruno] = [server.join(a), server.join(b)]
  settle(server)
  ana.add('paragraph', words)
  settle(server)
  for (const { undo } of [ana, bruno]) undo.clear()
  return { server, ana, bruno }
}

function same(ana: Person, bruno: Person): string {
  expect(bruno.notes.toJSON()).toBe(ana.notes.toJSON())
  return ana.lines().join('|')
}

const sendAll = (person: Person): void => {
  while (person.up.length > 0) person.send()
}
const receiveAll = (person: Person): void => {
  while (person.down.length > 0) person.receive()
}

/** Ana splits the block, gets what Bruno had typed into its end before he heard of that, and changes the beginning again. */
function changeTwice(
  { ana, bruno, server }: ReturnType<typeof two>,
  change: (ana: Person) => void,
  isMoveFirst: boolean,
) {
  bruno.type('X', 'f')
  bruno.type('Y', 'X')
  sendAll(bruno)
  ana.split(0, 3)
  receiveAll(ana)
  expect(ana.lines()).toEqual(['abcXY', 'def'])
  sendAll(ana)
  receiveAll(bruno)
  expect(bruno.lines()).toEqual(['abc', 'defXY'])
  if (isMoveFirst) sendAll(bruno)
  change(ana)
  sendAll(ana)
  settle(server)
}

const changes: readonly [string, (ana: Person) => void, string][] = [
  ['split in the middle', (ana) => ana.split(0, 2), 'ab|c|defXY'],
  ['split where it ended', (ana) => ana.split(0, 3), 'abc||defXY'],
  ['a heading', (ana) => ana.change(0, 'heading'), 'abc|defXY'],
  ['a list item', (ana) => ana.change(0, list), 'abc|defXY'],
]

describe('letters that were moved by their author and copied by a colleague', () => {
  for (const [what, change, left] of changes)
    it(`[CRD-31] stand once, where their author has them: it was ${what}`, () => {
      for (const pair of ids)
        for (const isMoveFirst of [true, false]) {
          const both = two('abcdef', pair)
          changeTwice(both, change, isMoveFirst)
          expect(same(both.ana, both.bruno)).toBe(left)
        }
    })

  it('[CRD-31] are there once in whatever order everything arrives', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const { isSame, lost, doubled } = interleave(seed, { acts: ['split'], bothAct: false })
      expect({ seed, isSame, lost, doubled }).toEqual({ seed, isSame: true, lost: '', doubled: '' })
    }
  })

  it('[CRD-31] [CRD-33] are not brought back by a step back, which takes none along either', () => {
    for (const pair of ids)
      for (const [, change] of changes) {
        const { server, ana, bruno } = two('abcdef', pair)
        changeTwice({ server, ana, bruno }, change, true)
        while (ana.undo.undoStack.length > 0) {
          ana.inOneTurn(() => ana.undo.undo())
          settle(server)
          expect([...same(ana, bruno).replaceAll('|', '')].toSorted().join('')).toBe('XYabcdef')
        }
      }
  })

  it('[CRD-31] do not take with them what the colleague has typed: the same letters, and what a device is told when it comes back', () => {
    const { server, ana, bruno } = two('abcdef')
    changeTwice({ server, ana, bruno }, () => undefined, true)
    for (const person of [ana, bruno]) person.nowMs = 6_000
    bruno.disconnect()
    ana.inOneTurn(() => {
      ana.type('X', 'c')
      ana.type('Y', 'c')
      ana.change(0, 'heading')
    })
    settle(server)
    bruno.connect()
    settle(server)
    expect(same(ana, bruno)).toBe('abcYX|defXY')
  })
})

describe('a block which two people change at once', () => {
  const kinds = [
    ['heading', 'heading'],
    ['heading', list],
    [list, list],
  ] as const
  it('[CRD-32] is there once, the same for both, with what each of them has typed', () => {
    for (const pair of ids)
      for (const [ofAna, ofBruno] of kinds)
        for (const before of [false, true])
          for (const isAnaFirst of [true, false]) {
            const { server, ana, bruno } = two('abc', pair)
            if (before) bruno.type('X', 'c')
            ana.change(0, ofAna)
            bruno.change(0, ofBruno)
            bruno.type('Y', before ? 'X' : 'c')
            ana.type('Z', 'a')
            for (const person of isAnaFirst ? [ana, bruno] : [bruno, ana]) sendAll(person)
            settle(server)
            expect(same(ana, bruno)).toBe(before ? 'aZbcXY' : 'aZbcY')
          }
  })

  it('[CRD-32] split at the same place or at another one, it has each letter once', () => {
    for (const pair of ids)
      for (const [ofAna, ofBruno] of [
        [3, 3],
        [2, 4],
        [4, 2],
      ] as const) {
        const { server, ana, bruno } = two('abcdef', pair)
        ana.split(0, ofAna)
        bruno.split(0, ofBruno)
        bruno.type('X', 'f')
        settle(server)
        expect(same(ana, bruno).replaceAll('|', '')).toBe('abcdefX')
      }
  })

  it('[CRD-32] [CRD-33] stays one whoever takes a step back', () => {
    for (const pair of ids)
      for (const who of ['ana', 'bruno'] as const) {
        const both = two('abc', pair)
        const { server, ana, bruno } = both
        ana.change(0, 'heading')
        bruno.change(0, 'heading')
        settle(server)
        both[who].inOneTurn(() => both[who].undo.undo())
        settle(server)
        expect(same(ana, bruno)).toBe('abc')
      }
  })

  it('[CRD-32] two that are equal by chance, put at different places, stay two', () => {
    const { server, ana, bruno } = two('abc')
    ana.add('paragraph', 'x')
    settle(server)
    ana.change(0, 'heading')
    bruno.add('paragraph', 'abc')
    settle(server)
    expect(same(ana, bruno)).toBe('abc|x|abc')
  })
})

describe('a step back whose text is not there any more', () => {
  it('[CRD-33] does not take along what it cannot put back: a colleague has changed the block it came from', () => {
    for (const pair of ids) {
      const { server, ana, bruno } = two('abcdef', pair)
      ana.split(0, 3)
      settle(server)
      bruno.change(0, 'heading')
      settle(server)
      ana.inOneTurn(() => ana.undo.undo())
      settle(server)
      expect(same(ana, bruno)).toBe('abc|def')
    }
  })
})
