import { describe, expect, it } from 'vitest'
import type { EditLabel, Undo } from '@mutirao/documents'
import { testContext } from '@mutirao/documents/testing'
import * as Y from 'yjs'
import { createUndoStack, type LiveDoc, type UndoEvent } from './undo.ts'

const label = (title: string): EditLabel => ({ name: 'card.field', count: 1, title })

/** A tape: each step appends its name, its undo appends `-name`, its redo `+name`. */
function tape() {
  const log: string[] = []
  const step = (name: string, skipped = 0, done = 1): Undo => ({
    label: label(name),
    apply() {
      log.push(`-${name}`)
      return { redo: again(name), done, skipped }
    },
  })
  const again = (name: string): Undo => ({
    label: label(name),
    apply() {
      log.push(`+${name}`)
      return { redo: step(name), done: 1, skipped: 0 }
    },
  })
  const events: UndoEvent[] = []
  const stack = createUndoStack(
    () => testContext('user-01', 1),
    (event) => events.push(event),
  )
  const live: LiveDoc = new Y.Doc()
  const withDocument = (work: (doc: () => LiveDoc) => Promise<void>) => work(() => live)
  const push = (undo: Undo) => stack.push({ undo, withDocument })
  return { log, events, stack, push, step, live }
}

describe('own steps back', () => {
  it('[APP-5] goes back last first, and forward again', async () => {
    const { log, stack, push, step } = tape()
    push(step('a'))
    push(step('b'))
    await stack.undo()
    await stack.undo()
    await stack.redo()
    expect(log).toEqual(['-b', '-a', '+a'])
  })

  it('[APP-5] a new step clears what could be redone', async () => {
    const { log, events, stack, push, step } = tape()
    push(step('a'))
    await stack.undo()
    push(step('b'))
    await stack.redo()
    expect(log).toEqual(['-a'])
    expect(events.at(-1)).toEqual({ type: 'nothing', direction: 'redo' })
  })

  it('[APP-5] the button of a toast undoes exactly its step, once', async () => {
    const { log, stack, push, step } = tape()
    const undoA = push(step('a'))
    push(step('b'))
    await undoA()
    await undoA()
    await stack.undo()
    expect(log).toEqual(['-a', '-b'])
  })

  it('[APP-6] a long undo lets the screen breathe between its parts and comes back in reverse order', async () => {
    const { log, stack, push, step } = tape()
    const parts = [step('3', 0, 200), step('2', 0, 200), step('1', 0, 200)]
    push({ label: label('import'), parts, apply: () => ({ redo: null, done: 0, skipped: 0 }) })
    const undoing = stack.undo()
    await new Promise<void>((resolve) => {
      setTimeout(() => {
        log.push('frame')
        resolve()
      }, 0)
    })
    await undoing
    expect(log.indexOf('frame')).toBeLessThan(log.indexOf('-1'))
    await stack.redo()
    expect(log.filter((line) => line.startsWith('+'))).toEqual(['+1', '+2', '+3'])
  })

  it('[APP-46] an import of 900 small pieces is taken back in a few turns, and watched as few times', async () => {
    const { log, events, stack, push, step, live } = tape()
    const parts = Array.from({ length: 900 }, (_, i): Undo => {
      const part = step(`${i}`, 0, 10)
      return {
        ...part,
        apply(doc, context) {
          doc.getMap('cards').set(`${i}`, i)
          return part.apply(doc, context)
        },
      }
    })
    let watched = 0
    live.on('afterTransaction', () => (watched += 1))
    push({ label: label('import'), parts, apply: () => ({ redo: null, done: 0, skipped: 0 }) })
    await stack.undo()
    expect(log).toEqual(parts.map((_, i) => `-${i}`))
    expect(events.at(-1)).toMatchObject({ type: 'undone', done: 9_000 })
    expect(watched).toBeGreaterThanOrEqual(45)
    expect(watched).toBeLessThan(200)
  })

  it('tells how much stayed because somebody changed it since', async () => {
    const { events, stack, push, step } = tape()
    push(step('a', 2))
    await stack.undo()
    expect(events.at(-1)).toMatchObject({ type: 'undone', done: 1, skipped: 2 })
  })

  it('a step whose document cannot be opened does not block the next ones', async () => {
    const { log, stack, push, step } = tape()
    push(step('a'))
    stack.push({ undo: step('b'), withDocument: () => Promise.reject(new Error('gone')) })
    await expect(stack.undo()).rejects.toThrow('gone')
    await stack.undo()
    expect(log).toEqual(['-a'])
  })
})
