/**
 * Which session this window has: the browser's, or (in the demo, "Abrir Bruno ao lado") one of its own that lives as long as
 * the window and never touches the browser's cookie.
 */
import { call, callWithToken, isRecord } from './http.ts'
import { createSession, storageKey, type Session } from './session.ts'

const keyName = 'mutirao.windowKey'
const codeForm = /^#ao-lado=([\w-]{20,100})$/
const ticketForm = /^#celular=([\w-]{20,100})$/

/** The address of a window for somebody else. */
export const besideAddress = (path: string, code: string): string => `${path}#ao-lado=${code}`

/** Does this window belong to somebody else than the browser? */
export const isWindowBeside = (): boolean => readKey() !== null

/** Takes the code out of the address, if there is one, and gives the session. Never rejects. */
export async function openSession(): Promise<Session> {
  const ticket = ticketForm.exec(location.hash)?.[1]
  if (ticket !== undefined) await enterByTicket(ticket)
  const code = codeForm.exec(location.hash)?.[1]
  if (code !== undefined) {
    history.replaceState(null, '', location.pathname + location.search)
    // Copied from the window that opened this one: nothing of it is ours.
    sessionStorage.clear()
    await enter(code)
  }
  const key = readKey()
  if (key === null) return createSession({ storage: localStorage })
  const session = createSession({ storage: sessionStorage, windowKey: key })
  callWithToken(() => session.token())
  return session
}

async function enter(code: string): Promise<void> {
  try {
    const answer = await call('/api/demo/enter', { method: 'POST', body: { code } })
    if (isRecord(answer) && typeof answer['key'] === 'string') sessionStorage.setItem(keyName, answer['key'])
  } catch {
    // The code was used or is too old: this window is the browser's person like any other.
  }
}

/** A phone that scanned the code: the browser's own session, made by the ticket. It was used or is too old: the door says so. */
async function enterByTicket(ticket: string): Promise<void> {
  // Not in the address, the history or a screenshot any longer.
  history.replaceState(null, '', location.pathname + location.search)
  await call('/api/demo/phone/enter', { method: 'POST', body: { ticket } }).then(
    // Whoever was here before is not any more, also who left without the server knowing.
    () => localStorage.removeItem(storageKey),
    () => undefined,
  )
}

function readKey(): string | null {
  try {
    return sessionStorage.getItem(keyName)
  } catch {
    return null // storage is forbidden: the browser's session it is
  }
}
