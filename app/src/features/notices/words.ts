/** A notice as a sentence. */
import {
  delegationEvent,
  fault,
  mentionEvent,
  purchaseEvents,
  refusalOf,
  type NotificationSnapshot,
} from '@mutirao/documents'
import { currentLanguage, formatMoment, formatMoney, words } from '../../i18n/index.ts'

/** Everything one can be told of, as the preferences offer it. */
export const noticeEvents = [mentionEvent, ...purchaseEvents] as const

const eventOf = ({ event }: Pick<NotificationSnapshot, 'event'>): (typeof noticeEvents)[number] | null =>
  noticeEvents.find((known) => known === event) ?? null

/**
 * What it begins again for is another sentence: nobody has touched the content when the policy changed. What came back without
 * anybody sending it is one too, and what somebody is asked because others did not answer.
 */
const sentenceOf = (event: (typeof noticeEvents)[number], { reason, by }: NotificationSnapshot['args']) =>
  event === 'purchase_request_changed' && reason === 'policy_changed' && !fault('NTC-12')
    ? 'purchase_request_policy'
    : event === 'purchase_request_returned' && by === 'server'
      ? 'purchase_request_returned_alone'
      : event === 'purchase_request_waiting' && reason === 'escalated'
        ? 'purchase_request_escalated'
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
  const what =
    event === null
      ? notice.event
      : refusal
        ? refusal.what[language()]
        : words.t(`notices:what.${sentenceOf(event, notice.args)}`, {
            name,
            level: typeof level === 'number' ? level : 0,
          })
  const amount = before !== '' && before !== total ? words.t('notices:moved', { before, after: total }) : total
  const said = typeof text === 'string' && text !== '' ? `“${text}”` : ''
  const shown = event === mentionEvent && !fault('NTC-13') ? titleOf(notice.document) : title
  const about = [number, shown].flatMap((part) => (typeof part === 'string' && part !== '' ? [part] : [])).join(' · ')
  if (!refusal) return { what, about, more: [amount, whyOf(notice), said].filter(Boolean).join(' ') }
  // An amount that is as it was explains nothing.
  const moved = before !== '' && before !== total ? `${amount.charAt(0).toUpperCase()}${amount.slice(1)}.` : ''
  return { what, about, more: [refusal.why[language()], moved, refusal.next[language()]].filter(Boolean).join(' ') }
}

const language = (): 'en' | 'ptBR' => (currentLanguage() === 'en' ? 'en' : 'ptBR')

/** What there is to say beside whose word it was: why nobody's was enough, how long and for how much somebody stands in. */
function whyOf({ event, args }: NotificationSnapshot): string {
  if (event === 'purchase_request_returned' && args['by'] === 'server')
    return refusalOf({ reason: args['why'] }).why[language()]
  if (event !== delegationEvent) return ''
  const { endMs, count } = args
  // It ends just before that: on the day before, when it is midnight.
  const until = typeof endMs === 'number' ? words.t('notices:substitute.until', { date: formatMoment(endMs - 1) }) : ''
  const waiting =
    typeof count === 'number' && count > 0
      ? words.t('notices:substitute.waiting', { count })
      : words.t('notices:substitute.none')
  return [until, waiting].filter(Boolean).join(' · ')
}

/** Several notices that are one piece of news. @param settled ids of those that ask for nothing any more */
export function toldTogether(group: readonly NotificationSnapshot[], settled: ReadonlySet<string>): Told {
  const subjectsOf = (event: string) =>
    new Set(
      group.flatMap((one) => (event === '' || (one.event === event && !settled.has(one.id)) ? [one.subject] : [])),
    ).size
  const [waiting, returned] = [subjectsOf('purchase_request_waiting'), subjectsOf('purchase_request_returned')]
  return {
    what: words.t('notices:what.purchase_request_policy'),
    about: words.t('notices:together.about', { count: subjectsOf('') }),
    more: [
      waiting > 0 ? words.t('notices:together.waiting', { count: waiting }) : '',
      returned > 0 ? words.t('notices:together.returned', { count: returned }) : '',
    ]
      .filter(Boolean)
      .join(' · '),
  }
}
