/**
 * What changed without the eye on it, said to screen readers. One pair of live regions for the whole app, outside React,
 * so that a message survives the component that spoke it.
 */
const regions = new Map<'polite' | 'assertive', HTMLElement>()
const pauseMs = 60

function region(urgency: 'polite' | 'assertive'): HTMLElement {
  const known = regions.get(urgency)
  if (known?.isConnected === true) return known
  const element = document.createElement('div')
  element.setAttribute('aria-live', urgency)
  element.setAttribute('role', urgency === 'polite' ? 'status' : 'alert')
  element.dataset['announcer'] = urgency
  element.className = 'sr-only'
  document.body.append(element)
  regions.set(urgency, element)
  return element
}

/** Says one sentence. The same sentence twice is said twice: the region is emptied in between. */
export function announce(sentence: string, urgency: 'polite' | 'assertive' = 'polite'): void {
  const element = region(urgency)
  element.textContent = ''
  setTimeout(() => {
    element.textContent = sentence
  }, pauseMs)
}
