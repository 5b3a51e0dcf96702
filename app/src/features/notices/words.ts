/** A notice as a sentence. */
import { fault, mentionEvent, purchaseEvents, refusalOf, type NotificationSnapshot } from '@mutirao/documents'
import { currentLanguage, formatMoney, words } from '../../i18n/index.ts'

/** Everything one can be told of, as the preferences offer it. */
export const noticeEvents = [mentionEvent, ...purchaseEvents] as const

const eventOf = ({ event }: Pick<NotificationSnapshot, 'event'>): (typeof noticeEvents)[number] | null =>
  noticeEvents.find((known) => known === event) ?? null

/** What it begins again for is another sentence: nobody has touched the content when the policy changed. */
const sentenceOf = (event: (typeof noticeEvents)[number], { reason }: NotificationSnapshot['args']) =>
  event === 'purchase_request_changed' && reason === 'policy_changed' && !fault('NTC-12')
    ? 'purchase_request_policy'
    : event

export interface Told {
  /** What happened. */
  readonly what: string
  /** To what: number and title. */
  readonly about: string
  /** Why it did not count, the amount, what it was before, what somebody wrote, what to do now. */
  readonly more: string
}

/** @param titleOf of a document, by its name: a mention stands in one, and says no title itself */
export function toldBy(
  notice: NotificationSnapshot,
  nameOf: (userId: string) => string,
  titleOf: (document: string) => string = () => '',
): Told {
  const event = eventOf(notice)
  const { number, title, totalCents, beforeCents, shownCents, currency, text, by, level } = notice.args
  const money = (cents: unknown) =>
    typeof cents === 'number'
      ? formatMoney(cents, { currency: typeof currency === 'string' ? currency : 'BRL', cents: true })
      : ''
  const [before, total] = [money(beforeCents ?? shownCents), money(totalCents)]
  const name = typeof by === 'string' && by !== 'server' ? nameOf(by) : ''
  const refusal = event === 'purchase_request_refused' && !fault('NTC-9') ? refusalOf(notice.args) : null
  const language = currentLanguage() === 'en' ? 'en' : 'ptBR'
  const what =
    event === null
      ? notice.event
      : refusal
        ? refusal.what[language]
        : words.t(`notices:what.${sentenceOf(event, notice.args)}`, {
            name,
            level: typeof level === 'number' ? level : 0,
          })
  const amount = before !== '' && before !== total ? words.t('notices:moved', { before, after: total }) : total
  const said = typeof text === 'string' && text !== '' ? `“${text}”` : ''
  const shown = event === mentionEvent && !fault('NTC-13') ? titleOf(notice.document) : title
  const about = [number, shown].flatMap((part) => (typeof part === 'string' && part !== '' ? [part] : [])).join(' · ')
  if (!refusal) return { what, about, more: [amount, said].filter(Boolean).join(' ') }
  // An amount that is as it was explains nothing.
  const moved = before !== '' && before !== total ? `${amount.charAt(0).toUpperCase()}${amount.slice(1)}.` : ''
  return { what, about, more: [refusal.why[language], moved, refusal.next[language]].filter(Boolean).join(' ') }
}
