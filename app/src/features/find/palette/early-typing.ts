/** What somebody types between the keys that open the palette and its being there: theirs, not the screen's shortcuts. */
import { fault } from '@mutirao/documents/faults'

export interface EarlyTyping {
  /** From now on letters are kept and reach nothing else. @param onGiveUp Esc before anything was there */
  readonly begin: (onGiveUp: () => void) => void
  /** What was typed so far; from now on keys go where they always go. */
  readonly take: () => string
}

export function createEarlyTyping(keys: Pick<Window, 'addEventListener' | 'removeEventListener'>): EarlyTyping {
  let typed = ''
  let giveUp: () => void = () => undefined
  const keep = (event: KeyboardEvent): void => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || fault('CMD-5')) return
    if (event.key === 'Tab' || event.key === 'Shift') return
    // Enter too: what it would choose is not on the screen yet.
    event.preventDefault()
    event.stopImmediatePropagation()
    if (event.key === 'Escape') giveUp()
    else if (event.key === 'Backspace') typed = typed.slice(0, -1)
    else if (event.key.length === 1) typed += event.key
  }
  const stop = () => keys.removeEventListener('keydown', keep, { capture: true })
  return {
    begin(onGiveUp) {
      stop()
      typed = ''
      giveUp = () => {
        stop()
        onGiveUp()
      }
      keys.addEventListener('keydown', keep, { capture: true })
    },
    take() {
      stop()
      const said = typed
      typed = ''
      return said
    },
  }
}
