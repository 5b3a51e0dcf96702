import { afterEach, expect, it } from 'vitest'
import type { Sentence } from '@mutirao/documents'
import { mount, unmountAll } from '../../testing/mount.tsx'
import { Sentences } from './Sentences.tsx'

afterEach(unmountAll)

const moved = (subject: string): Sentence => ({
  name: 'card.moved',
  subject: 'c1',
  parts: [
    { role: 'actor', text: 'Ana' },
    { role: 'text', text: ' moveu ' },
    { role: 'subject', text: subject },
    { role: 'text', text: ' de ' },
    { role: 'value', text: 'Proposta' },
  ],
  text: '',
})

/** Where a word stands on the screen. */
function leftOf(element: Element, word: string): number {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.textContent?.indexOf(word) ?? -1
    if (at < 0) continue
    const range = document.createRange()
    range.setStart(node, at)
    range.setEnd(node, at + word.length)
    return range.getBoundingClientRect().left
  }
  throw new Error(`${word} is not shown`)
}

it('[HSC-21] what people wrote never turns the sentence around it, whatever way it is written', async () => {
  // An override without its end, and a title in Hebrew followed by digits, which would draw the words after it to its left.
  for (const title of ['\u202eemcA', 'שלום 12', '\u2067 x']) {
    const { place } = await mount(() => <Sentences said={[moved(title)]} />)
    const line = place.querySelector('li') ?? expect.unreachable()
    const [actor, verb, from, stage] = ['Ana', 'moveu', 'de', 'Proposta'].map((word) => leftOf(line, word))
    expect([actor, verb, from, stage], title).toEqual([actor, verb, from, stage].toSorted((a = 0, b = 0) => a - b))
    await unmountAll()
  }
})
