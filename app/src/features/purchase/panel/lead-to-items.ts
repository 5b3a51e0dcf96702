import { fault } from '@mutirao/documents'

/**
 * From the title of a new request to the field of its first item. The items come with the request's own document, a moment
 * later: the focus then follows by itself, unless the person has gone elsewhere meanwhile.
 */
export function leadToItems(title: HTMLElement): void {
  const panel = title.closest('dialog')
  if (!panel) return
  const arrive = (): boolean => {
    const field = panel.querySelector<HTMLElement>('[name=newItem]')
    field?.focus()
    return field !== null
  }
  if (arrive() || fault('PUR-37')) return
  const waiting = new MutationObserver(() => {
    const at = document.activeElement
    const isElsewhere = at !== null && at !== title && at !== panel && at !== document.body
    if (isElsewhere || !panel.isConnected || arrive()) waiting.disconnect()
  })
  waiting.observe(panel, { childList: true, subtree: true })
}
