/** Other people's carets and selections in the notes: their colour, their first name, nothing else of what they claim. */
import { personColor } from '../../../ui/index.ts'

/** What a caret's owner says about themselves comes from outside: anything may stand there. */
type Claimed = Readonly<Record<string, unknown>>

const maxName = 24
const idOf = (user: Claimed): string => (typeof user['id'] === 'string' ? user['id'] : '')
const nameOf = (user: Claimed): string =>
  (typeof user['name'] === 'string' ? user['name'] : '').split(' ')[0]?.slice(0, maxName) ?? ''

export function renderCaret(user: Claimed): HTMLElement {
  const caret = document.createElement('span')
  caret.className = 'note-caret'
  caret.style.setProperty('--who', personColor(idOf(user)))
  const flag = document.createElement('span')
  flag.className = 'note-caret-flag'
  flag.append(nameOf(user))
  // Joiners keep the caret from being a place where a line may break.
  caret.append('\u2060', flag, '\u2060')
  return caret
}

export const renderSelection = (user: Claimed): { readonly class: string; readonly style: string } => ({
  class: 'note-selection',
  style: `--who: ${personColor(idOf(user))}`,
})
