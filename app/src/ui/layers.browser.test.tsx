import { useState } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { Dialog, Menu, MenuItem, Tabs } from './index.ts'

const roots: [Root, HTMLElement][] = []
function show(children: React.ReactNode): HTMLElement {
  const place = document.body.appendChild(document.createElement('div'))
  const root = createRoot(place)
  roots.push([root, place])
  root.render(children)
  return place
}
afterEach(() => {
  for (const [root, place] of roots.splice(0)) {
    root.unmount()
    place.remove()
  }
})

function FromMenu() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button">Antes</button>
      <Menu trigger={<button type="button">Mais</button>}>
        <MenuItem onSelect={() => setOpen(true)}>Mover</MenuItem>
      </Menu>
      <Dialog open={open} title="Mover" closeLabel="Fechar" onClose={() => setOpen(false)} />
    </>
  )
}
const named = (name: string) =>
  [...document.querySelectorAll<HTMLElement>('button, [role=menuitem]')].find(
    ({ textContent }) => textContent.trim() === name,
  )
const press = async (name: string) => userEvent.click(await vi.waitUntil(() => named(name)))

describe('layers', () => {
  it('[DSN-11] what a menu opened gives the focus back to the menu’s button, also when a pointer pressed it', async () => {
    show(<FromMenu />)
    ;(await vi.waitUntil(() => named('Antes'))).focus()
    await press('Mais')
    await press('Mover')
    await vi.waitFor(() => expect(document.querySelector('[role=dialog]')?.contains(document.activeElement)).toBe(true))
    await vi.waitFor(() => expect(document.querySelector('[role=menu]')).toBeNull())
    await userEvent.keyboard('{Escape}')
    await vi.waitFor(() => expect(document.querySelector('[role=dialog]')).toBeNull())
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Mais'))
  })
})

describe('tabs', () => {
  it('[DSN-12] say their count after their name, not as a part of it', async () => {
    const tabs = [
      { id: 'all', label: 'Detalhes', content: 'Conteúdo' },
      { id: 'talk', label: 'Comentários', count: 4, content: 'Conversa' },
    ]
    const place = show(<Tabs label="Partes" value="all" onChange={() => undefined} tabs={tabs} />)
    await vi.waitFor(() =>
      expect([...place.querySelectorAll('[role=tab]')].map((tab) => tab.textContent)).toEqual([
        'Detalhes',
        'Comentários, 4',
      ]),
    )
  })
})
