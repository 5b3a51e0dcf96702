import { priorities, requestStatuses, sayField, sayValue, type HistoryNames, type JsonValue } from '@mutirao/documents'
import { formatBrief, formatMoney, useTranslation } from '../../../i18n/index.ts'
import { knownOutcome } from '../../../view/outcomes.ts'

const sections = [
  'meta',
  'requests',
  'details',
  'items',
  'comments',
  'attachments',
  'accounts',
  'contacts',
  'dismissed',
  'subjects',
  'outcomes',
  'rules',
] as const
const fields = [
  'accountId',
  'accepted',
  'at',
  'by',
  'city',
  'cnpj',
  'cpf',
  'createdAt',
  'email',
  'mergedInto',
  'phone',
  'place',
  'reason',
  'role',
  'site',
  'status',
  'subject',
  'text',
  'total',
  'type',
] as const
/** What was asked for in decisions. */
const wishes = {
  'request.submit': 'request_submit',
  'request.approve': 'request_approve',
  'request.return': 'request_return',
  'request.reject': 'request_reject',
  'request.cancel': 'request_cancel',
  'request.restart': 'request_restart',
  'request.advance': 'request_advance',
  'request.escalate': 'request_escalate',
  'reopening.ask': 'reopening_ask',
  'reopening.grant': 'reopening_grant',
  'reopening.deny': 'reopening_deny',
  'policy.change': 'policy_change',
  'delegation.set': 'delegation_set',
  'delegation.end': 'delegation_end',
} as const

const known = <T extends string>(list: readonly T[], word: unknown): T | undefined => list.find((one) => one === word)

/** What sections, fields and values of a document of any kind are called. */
export interface PlainWords {
  readonly section: (root: string) => string
  readonly field: (key: string, root: string) => string
  readonly value: (key: string, value: JsonValue | undefined) => string
}

const isWish = (word: unknown): word is keyof typeof wishes => typeof word === 'string' && Object.hasOwn(wishes, word)

/** Fields whose values are ids of entries. */
const references: ReadonlySet<string> = new Set(['accountId', 'mergedInto', 'subject'])

export function usePlainWords(names: HistoryNames): PlainWords {
  const { t } = useTranslation(['inspector', 'purchase'])
  return {
    section(root) {
      const word = known(sections, root)
      return word ? t(`plain.section.${word}`) : root
    },
    field(key, root) {
      if (key.startsWith('alias:')) return t('plain.alias')
      // In the ledger it is the number of the decision, elsewhere where things are delivered.
      if (key === 'place' && root !== 'outcomes') return sayField(key, names)
      const word = known(fields, key)
      return word ? t(`plain.field.${word}`) : sayField(key, names)
    },
    value(key, value) {
      if (typeof value === 'number' && /(?:^at|At|Ms)$/.test(key)) return formatBrief(value)
      if (typeof value === 'number' && /^total(?:Cents)?$/.test(key)) return formatMoney(value, names)
      const priority = key === 'priority' ? known(priorities, value) : undefined
      if (priority) return t(`purchase:priority.${priority}`)
      const outcome = key === 'reason' ? knownOutcome(value) : undefined
      if (outcome) return t(`purchase:outcome.${outcome}`)
      const status = key === 'status' ? known(requestStatuses, value) : undefined
      if (status) return t(`purchase:status.${status}`)
      if (key === 'type' && isWish(value)) return t(`plain.wish.${wishes[value]}`)
      if (typeof value === 'string' && references.has(key)) return names.card(value) ?? value
      return sayValue(key, value, names)
    },
  }
}
