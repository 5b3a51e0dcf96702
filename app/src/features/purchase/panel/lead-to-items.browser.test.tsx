import { afterEach, expect, it, vi } from 'vitest'
import { leadToItems } from './lead-to-items.ts'

const panel = document.createElement('dialog')
const field = (name: string) => Object.assign(document.createElement('input'), { name })
afterEach(() => {
  panel.close()
  panel.remove()
})

function opened(): HTMLInputElement {
  const title = field('title')
  panel.replaceChildren(title)
  document.body.append(panel)
  panel.showModal()
  title.focus()
  return title
}

it('[PUR-37] Enter in the title of a new request leads to its items, also when they come later', async () => {
  const title = opened()
  leadToItems(title)
  expect(document.activeElement).toBe(title)
  panel.append(field('other'))
  const item = field('newItem')
  panel.append(item)
  await vi.waitFor(() => expect(document.activeElement).toBe(item))
})

it('[PUR-37] nobody who went elsewhere meanwhile is called back', async () => {
  const title = opened()
  const elsewhere = field('elsewhere')
  panel.append(elsewhere)
  leadToItems(title)
  elsewhere.focus()
  panel.append(field('newItem'))
  await new Promise((seen) => requestAnimationFrame(seen))
  expect(document.activeElement).toBe(elsewhere)
})
