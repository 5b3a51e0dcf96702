/** From addresses to places and back, outside React. */
import { fault } from '@mutirao/documents'
import { addresses, type Destination, type Path, type SearchOf } from '../addresses.ts'
import { readSearch, writeSearch } from '../search.ts'
import type { AddressBar } from './address-bar.ts'
import { fillPath, matchPath, type Params } from './match.ts'

/** What an address means; `path` is null when it means nothing here. */
export interface Here {
  readonly path: Path | null
  readonly params: Params
  readonly search: SearchOf<Path>
  /** Path and query, as one may copy it. */
  readonly href: string
}

export interface Router {
  /** Where the address bar stands, which may be ahead of the screen. */
  readonly here: () => Here
  readonly pathname: () => string
  readonly subscribe: (listener: () => void) => () => void
  readonly href: (to: Destination) => string
  readonly go: (to: Destination) => void
  /** The same for an address of our own that came as text. */
  readonly goTo: (href: string) => void
}

const paths = Object.keys(addresses) as Path[]
const home: Path = '/funil'

export function createRouter(bar: AddressBar): Router {
  const listeners = new Set<() => void>()
  if (bar.read().pathname === '/') bar.write(home, 'replace')
  let here = read()

  function read(): Here {
    const { pathname, search } = bar.read()
    for (const path of paths) {
      const params = matchPath(path, pathname)
      if (params) return { path, params, search: addresses[path](readSearch(search)), href: pathname + search }
    }
    return { path: null, params: {}, search: {}, href: pathname + search }
  }
  function follow() {
    const { pathname, search } = bar.read()
    if (pathname + search === here.href) return
    here = read()
    for (const listener of listeners) listener()
  }
  function move(href: string, replace: boolean) {
    bar.write(href, replace || (href === here.href && !fault('ROU-3')) ? 'replace' : 'push')
    follow()
  }
  const href = (to: Destination): string =>
    fillPath(to.to, 'params' in to ? to.params : {}) + writeSearch(to.search ?? {})
  bar.onMove(follow)

  return {
    here: () => here,
    pathname: () => bar.read().pathname,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    href,
    go: (to) => move(href(to), to.replace === true),
    goTo: (text) => move(text === '/' ? home : text, false),
  }
}
