/** Where the browser says we are. */
export interface Place {
  readonly pathname: string
  /** With its `?`, or empty. */
  readonly search: string
}

/** A port: tests have one without a browser's history. */
export interface AddressBar {
  readonly read: () => Place
  readonly write: (href: string, how: 'push' | 'replace') => void
  /** Back, forward, or an address typed by hand. */
  readonly onMove: (listener: () => void) => () => void
}

export const browserAddressBar: AddressBar = {
  read: () => ({ pathname: location.pathname, search: location.search }),
  write: (href, how) => (how === 'push' ? history.pushState(null, '', href) : history.replaceState(null, '', href)),
  onMove(listener) {
    window.addEventListener('popstate', listener)
    return () => window.removeEventListener('popstate', listener)
  },
}

/** An address bar in memory. */
export function memoryAddressBar(start: string): AddressBar {
  let at = new URL(start, 'http://mutirao.invalid')
  return {
    read: () => ({ pathname: at.pathname, search: at.search }),
    write(href) {
      at = new URL(href, at)
    },
    onMove: () => () => undefined,
  }
}
