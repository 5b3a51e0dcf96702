/**
 * Where the focus last was outside menus, lists and dialogs, for layers that open without a trigger of their own: often from a
 * menu whose item is gone by the time they close, so that giving the focus back to "the element before" would lose it.
 */
import { fault } from '@mutirao/documents/faults'

let lastPlace: HTMLElement | null = null

const inLayer = '[role=menu],[role=listbox],[role=dialog],[role=alertdialog]'
const focusable = 'a[href], button, input, select, textarea, [tabindex]'

/** A menu's place is what opened it: pressed with a finger or the mouse, that never had the focus itself. */
function placeOf(element: Element): HTMLElement | null {
  const menu = element.closest('[role=menu]')
  const id = menu?.getAttribute('aria-labelledby') ?? null
  const place = id === null ? (menu ? null : element) : document.getElementById(id)
  return place instanceof HTMLElement && place.matches(focusable) && place.closest(inLayer) === null ? place : null
}

function remember(target: EventTarget | null) {
  if (target instanceof Element) lastPlace = placeOf(target) ?? lastPlace
}
remember(document.activeElement)
document.addEventListener('focusin', ({ target }) => remember(target))

/** Unless something has it on purpose: what the layer did may have put it somewhere. */
export function giveFocusBack(): void {
  if (document.activeElement !== document.body || fault('DSN-11')) return
  const place = lastPlace?.isConnected === true ? lastPlace : document.querySelector('main')
  place?.focus({ preventScroll: true })
}
