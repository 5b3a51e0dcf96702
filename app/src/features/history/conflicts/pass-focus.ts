const place = '[data-conflicts]'
const anchors = 'dialog, [role=dialog], [data-screen], main'

/**
 * The sentence one has just answered goes: when the focus was in it, the next one's first button takes it, else the
 * panel or screen they are in. Works from where the element stands now, after the next frame.
 */
export function passFocus(from: Element): void {
  const own = from.closest('[data-conflict-of]')
  const list = from.closest(place)
  const anchor = list?.closest<HTMLElement>(anchors) ?? null
  const others = [...(list?.querySelectorAll('[data-conflict-of]') ?? [])]
  const next = others[others.findIndex((item) => item === own) + 1] ?? others.at(-2)
  requestAnimationFrame(() => {
    if (own?.isConnected === true || document.activeElement !== document.body) return
    const button = next?.isConnected === true ? next.querySelector('button') : null
    if (button) return button.focus()
    if (anchor && !anchor.hasAttribute('tabindex')) anchor.tabIndex = -1
    anchor?.focus({ preventScroll: true })
  })
}
