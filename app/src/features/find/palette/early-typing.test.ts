import { describe, expect, it } from 'vitest'
import { createEarlyTyping } from './early-typing.ts'

/** A window that only has keys. */
function keyboard() {
  const target = new EventTarget()
  const reached: string[] = []
  const reach = (event: Event) => void reached.push((event as Event & { readonly key: string }).key)
  const press = (key: string, more: Readonly<Record<string, boolean>> = {}) => {
    const event = new Event('keydown', { cancelable: true })
    // Node knows no capturing: the screen's listener is the last one.
    target.removeEventListener('keydown', reach)
    target.addEventListener('keydown', reach)
    target.dispatchEvent(
      Object.assign(event, { key, isComposing: false, ctrlKey: false, metaKey: false, altKey: false, ...more }),
    )
  }
  return { keys: target as unknown as Window, reached, press }
}

describe('early typing', () => {
  it('[CMD-5] keeps what is typed until the field takes it, away from the shortcuts of the screen', () => {
    const { keys, reached, press } = keyboard()
    const early = createEarlyTyping(keys)
    press('x')
    early.begin(() => undefined)
    for (const key of ['M', 'e', 'x', 'Backspace', 'u', ' ', 'Enter', 'ArrowDown']) press(key)
    expect(reached).toEqual(['x'])
    expect(early.take()).toBe('Meu ')
    press('e')
    expect([reached, early.take()]).toEqual([['x', 'e'], ''])
  })
  it('[CMD-5] Esc gives it up before it is there, and a second opening starts anew', () => {
    const { keys, reached, press } = keyboard()
    const early = createEarlyTyping(keys)
    let given = 0
    early.begin(() => given++)
    press('a')
    press('Escape')
    press('j')
    expect([given, reached]).toEqual([1, ['j']])
    early.begin(() => given++)
    press('b')
    press('k', { ctrlKey: true })
    expect([early.take(), reached]).toEqual(['b', ['j', 'k']])
  })
})
