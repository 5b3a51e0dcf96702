import { fault, refusalOf } from '@mutirao/documents'
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
  comment_mention: 'Mencionaram você em um comentário',
}

const headingOf = (event: string, reason: unknown): string =>
  event === 'purchase_request_changed' && reason === 'policy_changed' && !fault('NTC-12')
    ? 'A política mudou, e as aprovações recomeçaram'
    : (headings[event] ?? event)

interface Part {
  readonly heading: string
  readonly about: string
  readonly lines: readonly string[]
  readonly page: string
  readonly approve: string | null
  /** The words on the button that opens it. */
  readonly open: string
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
    ...(textOf(text) === '' ? [] : [`${links.nameOf(textOf(by))}: “${textOf(text)}”`]),
  ]
  const approve = event === 'purchase_request_waiting' ? links.approve(notice) : null
  const open = event === 'comment_mention' ? 'Abrir o comentário' : 'Abrir a solicitação'
  return {
    heading: refusal?.what.ptBR ?? headingOf(event, args['reason']),
    about,
    lines,
    page: links.page(notice),
    approve,
    open,
  }
}

/** Lines of our own begin with our words only: what people wrote must not begin one, nor turn the others around. */
const oneLine = (text: string): string =>
  fault('MAI-10')
    ? text
    : text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').replaceAll(/[\u202A-\u202E\u2066-\u2069]/gu, '')

const asText = ({ heading, about, lines, page, approve }: Part): string =>
  [
    ...[heading, about, ...lines].map(oneLine),
    ...(approve === null ? [] : [`Aprovar: ${approve}`]),
    `Abrir: ${page}`,
  ].join('\n')

const link = (href: string, words: string, look: string): string =>
  `<a href="${escaped(href)}" style="display:inline-block;padding:10px 16px;border-radius:7px;text-decoration:none;font-weight:600;${look}">${words}</a>`

const asHtml = ({ heading, about, lines, page, approve, open }: Part): string =>
  [
    '<div style="border:1px solid #e5e4df;border-radius:10px;padding:16px;margin:0 0 12px">',
    `<p style="margin:0;color:#5f6562">${escaped(heading)}</p>`,
    `<p style="margin:4px 0 8px;font-size:17px;font-weight:600">${escaped(about)}</p>`,
    ...lines.map((line) => `<p style="margin:0 0 6px">${escaped(line)}</p>`),
    '<p style="margin:12px 0 0">',
    approve === null ? '' : `${link(approve, 'Aprovar', 'background:#0b6e4f;color:#fff')} `,
    `${link(page, open, 'background:#efefeb;color:#1a1d1c')}</p></div>`,
  ].join('')

/** One letter for everything that is due: one notice, or a digest of several. */
export function letterOf(notices: readonly NotificationRecord[], links: LetterLinks): Letter {
  const parts = notices.map((notice) => partOf(notice, links))
  const [first] = parts
  const subject =
    parts.length === 1 && first
      ? [first.heading, first.about].filter(Boolean).join(': ')
      : `${parts.length} avisos do Mutirão`
  const foot = 'Você recebe isto pelo Mutirão; as preferências estão em Avisos.'
  return {
    // A line break in a title must not begin a header of its own.
    subject: oneLine(subject.replaceAll(/[\r\n]+/gu, ' ')).slice(0, 200),
    text: `${parts.map(asText).join('\n\n')}\n\n${foot}\n`,
    html: `<div style="font:14px/20px sans-serif;color:#1a1d1c;max-width:560px">${parts.map(asHtml).join('')}<p style="color:#6a706d;font-size:12px">${foot}</p></div>`,
  }
}
