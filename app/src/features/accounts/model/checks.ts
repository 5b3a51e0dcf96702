import { checkCnpj, checkCpf, checkEmail, checkPhone, formatCnpj, formatCpf, formatPhone } from '@mutirao/documents'
import type { CnpjProblem, CpfProblem, EmailProblem, PhoneProblem } from '@mutirao/documents'

export type NumberKind = 'cnpj' | 'cpf' | 'phone' | 'email'
export type NumberProblem =
  | `cnpj.${CnpjProblem}`
  | `cpf.${CpfProblem}`
  | `phone.${PhoneProblem}`
  | `email.${EmailProblem}`

interface Kind {
  readonly problem: (text: string) => NumberProblem | null
  /** What is stored: the plain form of a valid one, else the text as it was typed. */
  readonly stored: (text: string) => string
  readonly shown: (stored: string) => string
}

export const numberKinds: Readonly<Record<NumberKind, Kind>> = {
  cnpj: {
    problem: (text) => {
      const checked = checkCnpj(text)
      return checked.ok ? null : `cnpj.${checked.problem}`
    },
    stored: (text) => valueOr(checkCnpj(text), text),
    shown: formatCnpj,
  },
  cpf: {
    problem: (text) => {
      const checked = checkCpf(text)
      return checked.ok ? null : `cpf.${checked.problem}`
    },
    stored: (text) => valueOr(checkCpf(text), text),
    shown: formatCpf,
  },
  phone: {
    problem: (text) => {
      const checked = checkPhone(text)
      return checked.ok ? null : `phone.${checked.problem}`
    },
    stored: (text) => valueOr(checkPhone(text), text),
    shown: formatPhone,
  },
  email: {
    problem: (text) => {
      const checked = checkEmail(text)
      return checked.ok ? null : `email.${checked.problem}`
    },
    stored: (text) => valueOr(checkEmail(text), text),
    shown: (stored) => stored,
  },
}

const valueOr = (checked: { readonly ok: boolean; readonly value?: string }, text: string): string =>
  checked.ok && checked.value !== undefined ? checked.value : text.trim()
