import { fault, gathered, refusalOf } from '@mutirao/documents'
import type { NotificationRecord } from '@mutirao/persistence'

/** One mail, ready to be sent. */
export interface Letter {
  readonly subject: string
  readonly text: string
  readonly html: string
}

export interface LetterLinks {
  /** The page of the request. */
  readonly page: (notice: NotificationRecord) => string
  /** It asks for a word that is not waited for any more, or was asked for again since: nothing to write about. */
  readonly isOver: (notice: NotificationRecord) => boolean
  /** The page with the one confirmation; null: there is nothing to approve (any more). */
  readonly approve: (notice: NotificationRecord) => string | null
  readonly nameOf: (userId: string) => string
  /** Where everything somebody was told stands. */
  readonly list: string
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

function money(cents: unknown, currency: unknown): string {
  if (typeof cents !== 'number') return ''
  const code = typeof currency === 'string' && currency !== '' && !fault('MAI-11') ? currency : 'BRL'
  if (/^[A-Za-z]{3}$/.test(code))
    return new Intl.NumberFormat('pt-BR', { style: 'currency', currency: code }).format(cents / 100)
  // Never as reais because nobody knows it: as the app shows it.
  return `${code} ${new Intl.NumberFormat('pt-BR', { minimumFractionDigits: 2 }).format(cents / 100)}`
}

const headings: Readonly<Record<string, string>> = {
  purchase_request_waiting: 'Espera a sua aprovação',
  purchase_request_approved: 'Aprovada',
  purchase_request_returned: 'Devolvida para ajustes',
  purchase_request_rejected: 'Rejeitada',
  purchase_request_cancelled: 'Cancelada',
  purchase_request_changed: 'Mudou, e as aprovações recomeçaram',
  purchase_request_reopening_asked: 'Pedem a reabertura',
  purchase_request_reopened: 'Reaberta',
  purchase_request_reopening_denied: 'Continua cancelada',
  approval_delegation_began: 'Sua substituição começou',
  comment_mention: 'Mencionaram você em um comentário',
}

const headingOf = (event: string, reason: unknown): string =>
  event === 'purchase_request_changed' && reason === 'policy_changed' && !fault('NTC-12')
    ? 'A política mudou, e as aprovações recomeçaram'
    : event === 'purchase_request_waiting' && reason === 'escalated'
      ? 'Escalou para você: espera a sua aprovação'
      : (headings[event] ?? event)

interface Part {
  readonly heading: string
  readonly about: string
  readonly lines: readonly string[]
  readonly page: string
  readonly approve: string | null
  /** The words on the button that opens it. */
  readonly open: string
  /** What it sums up, each with its own buttons. */
  readonly rows: readonly Part[]
}

function partOf(notice: NotificationRecord, links: LetterLinks): Part {
  const { event, args } = notice
  const { title, number, totalCents, currency, by, text, level, beforeCents, shownCents } = args
  const total = money(totalCents, currency)
  const before = money(beforeCents ?? shownCents, currency)
  const about = [textOf(number), textOf(title)].filter(Boolean).join(' · ')
  const refusal = event === 'purchase_request_refused' ? refusalOf(args) : null
  const isMoved = before !== '' && before !== total
  const lines = [
    ...(event === 'purchase_request_waiting'
      ? [`Nível A${typeof level === 'number' ? level : ''}. Total: ${total}`]
      : total === ''
        ? []
        : [`Total: ${total}`]),
    ...(isMoved ? [`O valor mudou de ${before} para ${total}.`] : []),
    ...(refusal ? [`${refusal.why.ptBR} ${refusal.next.ptBR}`] : []),
    ...(isReturnedByNobody(notice) ? [refusalOf({ reason: args['why'] }).why.ptBR] : []),
    ...(event === 'approval_delegation_began' ? substituteLines(notice, links) : []),
    ...(textOf(text) === '' ? [] : [`${links.nameOf(textOf(by))}: “${textOf(text)}”`]),
  ]
  return {
    heading: refusal?.what.ptBR ?? headingOf(event, args['reason']),
    about,
    lines,
    page: links.page(notice),
    approve: event === 'purchase_request_waiting' ? links.approve(notice) : null,
    open: opening[event] ?? 'Abrir a solicitação',
    rows: [],
  }
}

/** Lines of our own begin with our words only: what people wrote must not begin one, nor turn the others around. */
const oneLine = (text: string): string =>
  fault('MAI-10')
    ? text
    : text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').replaceAll(/[\u202A-\u202E\u2066-\u2069]/gu, '')

const opening: Readonly<Record<string, string>> = {
  comment_mention: 'Abrir o comentário',
  approval_delegation_began: 'Ver o que espera',
}

/** It came back without anybody sending it: then the reason says all there is. */
const isReturnedByNobody = ({ event, args }: NotificationRecord): boolean =>
  event === 'purchase_request_returned' && args['by'] === 'server'

function substituteLines({ args }: NotificationRecord, { nameOf }: LetterLinks): readonly string[] {
  const { by, endMs, count } = args
  // It ends just before that: on the day before, when it is midnight.
  const until = typeof endMs === 'number' ? ` até ${dayAndHour.format(endMs - 1)}` : ''
  const waiting = typeof count === 'number' ? count : 0
  const what =
    waiting === 0
      ? 'Nada espera agora'
      : waiting === 1
        ? '1 solicitação já espera'
        : `${waiting} solicitações já esperam`
  return [`Você aprova em nome de ${nameOf(textOf(by))}${until}. ${what}.`]
}

const dayAndHour = new Intl.DateTimeFormat('pt-BR', {
  dateStyle: 'short',
  timeStyle: 'short',
  timeZone: 'America/Sao_Paulo',
})

/** Several that are one piece of news: said once, with what it means for each. */
function partOfMany(notices: readonly [NotificationRecord, ...NotificationRecord[]], links: LetterLinks): Part {
  const [first] = notices
  const heading = headingOf('purchase_request_changed', first.args['reason'])
  // What is said above is not said again of each.
  const rows = notices
    .map((notice) => partOf(notice, links))
    .map((row) => ({ ...row, heading: row.heading === heading ? '' : row.heading }))
  const subjects = new Set(notices.map(({ subject }) => subject)).size
  const about = `${subjects} ${subjects === 1 ? 'solicitação' : 'solicitações'}`
  return { heading, about, lines: [], page: links.list, approve: null, open: 'Abrir os avisos', rows }
}

const asText = ({ heading, about, lines, page, approve, rows }: Part): string =>
  [
    ...[heading, about, ...lines].filter(Boolean).map(oneLine),
    ...rows.map((row) => `\n${asText(row)}`),
    ...(approve === null ? [] : [`Aprovar: ${approve}`]),
    ...(rows.length > 0 ? [] : [`Abrir: ${page}`]),
  ].join('\n')

const link = (href: string, words: string, look: string): string =>
  `<a href="${escaped(href)}" style="display:inline-block;padding:10px 16px;border-radius:7px;text-decoration:none;font-weight:600;${look}">${words}</a>`

const asRow = ({ heading, about, lines, page, approve }: Part): string =>
  [
    '<div style="border-top:1px solid #e5e4df;padding:10px 0 0;margin:10px 0 0">',
    `<p style="margin:0"><a href="${escaped(page)}" style="color:#1a1d1c;font-weight:600">${escaped(about)}</a></p>`,
    `<p style="margin:2px 0 0;color:#5f6562">${escaped([heading, ...lines].filter(Boolean).join('. '))}</p>`,
    approve === null
      ? ''
      : `<p style="margin:8px 0 0">${link(approve, 'Aprovar', 'background:#0b6e4f;color:#fff')}</p>`,
    '</div>',
  ].join('')

const asHtml = (part: Part): string =>
  [
    '<div style="border:1px solid #e5e4df;border-radius:10px;padding:16px;margin:0 0 12px">',
    `<p style="margin:0;color:#5f6562">${escaped(part.heading)}</p>`,
    `<p style="margin:4px 0 8px;font-size:17px;font-weight:600">${escaped(part.about)}</p>`,
    ...part.lines.map((line) => `<p style="margin:0 0 6px">${escaped(line)}</p>`),
    ...part.rows.map(asRow),
    '<p style="margin:12px 0 0">',
    part.approve === null ? '' : `${link(part.approve, 'Aprovar', 'background:#0b6e4f;color:#fff')} `,
    `${link(part.page, part.open, 'background:#efefeb;color:#1a1d1c')}</p></div>`,
  ].join('')

/** Nobody reads more in one letter. */
const maxParts = 50

/** One letter for everything that is due: one notice, or a digest of several. What belongs together is one part of it. */
export function letterOf(notices: readonly NotificationRecord[], links: LetterLinks): Letter {
  const groups = fault('MAI-12') ? notices.map((notice) => [notice]) : gathered(notices)
  const parts = groups.slice(0, maxParts).flatMap(([first, ...others]) => {
    if (!first) return []
    return others.length === 0 ? [partOf(first, links)] : [partOfMany([first, ...others], links)]
  })
  const more = groups.length - parts.length
  const [first] = parts
  const subject =
    parts.length === 1 && first
      ? [first.heading, first.about].filter(Boolean).join(': ')
      : `${groups.length} avisos do Mutirão`
  const rest = more > 0 ? `E mais ${more}, em Avisos. ` : ''
  const foot = `${rest}Você recebe isto pelo Mutirão; as preferências estão em Avisos.`
  return {
    // A line break in a title must not begin a header of its own.
    subject: oneLine(subject.replaceAll(/[\r\n]+/gu, ' ')).slice(0, 200),
    text: `${parts.map(asText).join('\n\n')}\n\n${foot}\n`,
    html: `<div style="font:14px/20px sans-serif;color:#1a1d1c;max-width:560px">${parts.map(asHtml).join('')}<p style="color:#6a706d;font-size:12px">${foot}</p></div>`,
  }
}
