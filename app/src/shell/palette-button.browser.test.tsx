import { userEvent } from 'vitest/browser'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Door } from '../engine/index.ts'
import { mount, unmountAll } from '../testing/mount.tsx'
import { useHotkey } from '../ui/index.ts'
import { BottomBar } from './bottom-bar.tsx'
import { Sidebar, type NavigationProps } from './sidebar.tsx'

afterEach(unmountAll)

let opened = 0
/** What listens for the palette's keys. */
function Palette() {
  useHotkey({ keys: 'mod+k', label: 'Buscar em tudo e fazer', run: () => opened++ })
  return null
}

const door = (): Door => ({
  engine: () => null,
  subscribe: () => () => undefined,
  signOut: () => Promise.resolve(true),
})
const navigation = (): NavigationProps => ({
  door: door(),
  boardId: null,
  boardHref: (boardId) => `#${boardId}`,
  onBoard: () => undefined,
  pages: [],
  onNewBoard: () => undefined,
  onShortcuts: () => undefined,
})

const named = (name: string) =>
  [...document.querySelectorAll<HTMLElement>('button, [role=menuitem]')].find(({ textContent }) =>
    textContent.includes(name),
  )
const press = async (name: string) => userEvent.click(await vi.waitUntil(() => named(name)))

describe('who does not know the keys', () => {
  it('[CMD-4] finds everything from the navigation, wide and on a phone', async () => {
    opened = 0
    const mounted = await mount(() => (
      <>
        <Palette />
        <Sidebar {...navigation()} />
      </>
    ))
    await press('Buscar e fazer')
    await vi.waitFor(() => expect(opened).toBe(1))
    mounted.render(
      <>
        <Palette />
        <BottomBar {...navigation()} />
      </>,
    )
    await press('Mais')
    await press('Buscar e fazer')
    await vi.waitFor(() => expect(opened).toBe(2))
  })
})
