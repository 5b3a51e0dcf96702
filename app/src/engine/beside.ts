/** "Abrir Bruno ao lado": another person of the demo in a window of its own. */
import { roles, type Role } from '@mutirao/documents'
import { useEffect, useState } from 'react'
import { call, isRecord } from './http.ts'
import { besideAddress } from './window-session.ts'

export interface Beside {
  readonly name: string
  readonly email: string
}

/** Asked once per page: it does not change while the server lives. */
let asked: Promise<readonly (Beside & { readonly role: Role })[]> | null = null
const demoPeople = () =>
  (asked ??= call('/api/session-info').then(readPeople, () => {
    asked = null // the server is away: the next menu asks again
    return []
  }))

function readPeople(answer: unknown): readonly (Beside & { readonly role: Role })[] {
  const demo = isRecord(answer) && isRecord(answer['demo']) ? answer['demo'] : {}
  const people = Array.isArray(demo['people']) ? (demo['people'] as unknown[]).filter(isRecord) : []
  return people.flatMap(({ name, email, role }) => {
    const known = roles.find((one) => one === role)
    return typeof name === 'string' && typeof email === 'string' && known ? [{ name, email, role: known }] : []
  })
}

/** Whom this person may open beside: Bruno where possible, nobody who may do more, null outside the demo. */
export function useBeside(me: { readonly email: string; readonly role: Role }): Beside | null {
  const [beside, setBeside] = useState<Beside | null>(null)
  const { email, role } = me
  useEffect(() => {
    let current = true
    // `demoPeople` never rejects.
    void demoPeople().then((people) => {
      if (!current || !people.some((person) => person.email === email)) return
      const may = people.filter((one) => one.email !== email && roles.indexOf(one.role) >= roles.indexOf(role))
      setBeside(
        may.find((one) => one.email.startsWith('bruno@')) ?? may.find((one) => one.role === role) ?? may[0] ?? null,
      )
    })
    return () => {
      current = false
    }
  }, [email, role])
  return beside
}

/** Opens the window in the click itself, or the browser would hold it back; sends it on when the code is there. Throws MutiraoError. */
export async function openBeside(person: Beside): Promise<void> {
  const half = Math.floor(screen.availWidth / 2)
  const opened = window.open('', '_blank', `popup,width=${half},height=${screen.availHeight},left=${half},top=0`)
  try {
    const answer = await call('/api/demo/beside', { method: 'POST', body: { email: person.email } })
    const code = isRecord(answer) && typeof answer['code'] === 'string' ? answer['code'] : ''
    opened?.location.replace(besideAddress(location.pathname, code))
  } catch (error) {
    opened?.close()
    throw error
  }
}
