import type { MouseEvent } from 'react'

/** For `onClick` of a link: a plain click stays in the app; every other one is the browser's business (new tab, new window, download). */
export const inApp = (go: () => void) => (event: MouseEvent) => {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  go()
}
