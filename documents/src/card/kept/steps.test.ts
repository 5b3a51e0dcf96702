import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../random.ts'
import { Server, settle, type Person } from './testing/two-people.ts'

function two(words: string) {
  const server = new Server()
  const [ana, bruno] = [server.join(1), server.join(2)]
  ana.add('paragraph', words)
  settle(server)
  const after = (run: () => unknown): string => {
    run()
    settle(server)
    expect(bruno.notes.toJSON()).toBe(ana.notes.toJSON())
    return ana.lines().join('|')
  }
  return { ana, bruno, after }
}

describe('steps back and forward beside a colleague who types', () => {
  it('[CRD-29] bring no letter of theirs a second time', () => {
    const { ana, bruno, after } = two('abc')
    after(() => bruno.split(0, 1))
    expect(after(() => ana.type('X', 'b'))).toBe('a|bXc')
    for (let time = 0; time < 3; time++) {
      expect(after(() => bruno.undo.undo())).toBe('abXc')
      expect(after(() => bruno.undo.redo())).toBe('a|bXc')
    }
  })

  it('[CRD-29] take none along with the letter before it', () => {
    const { ana, bruno, after } = two('')
    after(() => bruno.type('a', ''))
    after(() => bruno.change(0, 'heading'))
    after(() => ana.type('X', 'a'))
    expect(after(() => bruno.undo.undo())).toBe('aX')
    expect(after(() => bruno.undo.undo())).toBe('X')
  })

  it('[CRD-29] leave each of their letters there once, whatever one takes back and does again', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const random = seededRandom(seed)
      const { ana, bruno, after } = two('abcdef')
      let typed = ''
      const pick = (length: number): number => Math.floor(random() * length)
      const type = (person: Person, letter: string): unknown => person.type(letter, '', pick(person.notes.length))
      const split = (person: Person, at: number): void => person.split(at, Math.min(1, person.text(at).length))
      const doings: readonly (() => unknown)[] = [
        () => type(ana, (typed += String.fromCharCode(0x4e00 + typed.length)).slice(-1)),
        () => type(bruno, '.'),
        () => split(bruno, pick(bruno.notes.length)),
        () => bruno.undo.undo(),
        () => bruno.undo.redo(),
      ]
      for (let step = 0; step < 14; step++) after(() => doings[pick(doings.length)]?.())
      const left = [...ana.lines().join('')].filter((letter) => letter >= '\u4e00')
      expect([seed, left.toSorted().join('')]).toEqual([seed, typed])
    }
  })
})
