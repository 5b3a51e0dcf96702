import { fault } from '../faults.ts'
import { bad, good } from './checked.ts'
import type { Checked } from './checked.ts'

export type EmailProblem = 'not_an_email'

const maxLength = 254
/** One `@`, something before it, a name with a dot after it. What really arrives only a letter can tell. */
const form = /^[^\s@<>(),;:"[\]\\]+@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}]{2,}$/u

/** `Ana@Padaria.COM.BR` → `Ana@padaria.com.br`: only the part after the `@` is the same in any case. */
export function checkEmail(typed: string): Checked<EmailProblem> {
  const text = typed.trim()
  if ((!form.test(text) || text.length > maxLength || text.includes('..')) && !fault('BRZ-5'))
    return bad('not_an_email')
  const at = text.lastIndexOf('@')
  return good(text.slice(0, at) + text.slice(at).toLowerCase())
}

/** Where anybody gets an address: sharing one of these says nothing about two people. */
const publicDomains: ReadonlySet<string> = new Set(
  (
    'gmail.com googlemail.com hotmail.com hotmail.com.br outlook.com outlook.com.br live.com msn.com yahoo.com ' +
    'yahoo.com.br ymail.com icloud.com me.com mac.com uol.com.br bol.com.br terra.com.br ig.com.br globo.com ' +
    'globomail.com oi.com.br r7.com zipmail.com.br proton.me protonmail.com aol.com gmx.com zoho.com'
  ).split(' '),
)

/** The company behind an address: its domain, or null when anybody may have an address there. */
export function companyDomain(address: string): string | null {
  const checked = checkEmail(address)
  if (!checked.ok) return null
  const domain = checked.value.slice(checked.value.lastIndexOf('@') + 1)
  return publicDomains.has(domain) ? null : domain
}

/** The domain of a website as people type it: `https://www.acme.com.br/quem-somos` → `acme.com.br`; null when it is none. */
export function siteDomain(site: string): string | null {
  const host = site
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .split(/[/?#:]/, 1)[0]
    ?.replace(/^www\./, '')
  return host !== undefined && checkEmail(`a@${host}`).ok && !publicDomains.has(host) ? host : null
}
