/** Renders screens of the app on a fake client, for tests in a browser. */
import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import type { ReactNode } from 'react'
import { EngineProvider, SessionProvider } from '../engine/index.ts'
import { createWorld, type World, type WorldOptions } from '../engine/testing/world.ts'
import { LocalQuery } from '../view/index.ts'

export interface Mounted extends World {
  readonly place: HTMLElement
  render(screen: ReactNode): void
  unmount(): Promise<void>
}

let mounted: Mounted | null = null

/** One world at a time; `unmountAll` belongs into `afterEach`. */
export async function mount(screen: (world: World) => ReactNode, options: WorldOptions = {}): Promise<Mounted> {
  const world = await createWorld(options)
  const place = document.createElement('div')
  place.style.cssText = 'position:fixed;inset:0'
  document.body.append(place)
  const root: Root = createRoot(place)
  const render = (content: ReactNode) =>
    root.render(
      <SessionProvider session={world.session}>
        <EngineProvider engine={world.engine}>
          <LocalQuery>{content}</LocalQuery>
        </EngineProvider>
      </SessionProvider>,
    )
  mounted = {
    ...world,
    place,
    render,
    async unmount() {
      root.unmount()
      place.remove()
      await world.engine.close()
    },
  }
  // With its effects: what a test does next is seen by every listener of the screen.
  flushSync(() => render(screen(world)))
  return mounted
}

export async function unmountAll(): Promise<void> {
  await mounted?.unmount()
  mounted = null
}
