/** A copied cell pasted into a field of its table is the text it was: what keeps it from running elsewhere comes off. */
import type { ClipboardEvent } from 'react'
import { bare } from '../../tables/formula.ts'

/** Other texts are left to the browser. */
export function pasteBare(event: ClipboardEvent<HTMLInputElement>, onText: (text: string) => void): void {
  const pasted = event.clipboardData.getData('text/plain')
  const text = bare(pasted)
  if (event.defaultPrevented || text === pasted || /[\t\r\n]/u.test(text)) return
  event.preventDefault()
  const input = event.currentTarget
  input.setRangeText(text, input.selectionStart ?? 0, input.selectionEnd ?? input.value.length, 'end')
  onText(input.value)
}
