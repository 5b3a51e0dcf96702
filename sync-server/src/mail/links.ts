import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { fault, parseName } from '@mutirao/documents'
import type { DocumentName } from '@mutirao/documents'

/** One yes, for one person, about exactly one content at one level under one policy. */
export interface ApprovalLink {
  readonly workspaceId: string
  readonly list: DocumentName
  readonly requestId: string
  readonly userId: string
  readonly digest: string
  readonly round: number
  readonly level: number
  readonly policy: number
  /** In whose name. */
  readonly voice: string
  /** Milliseconds since the epoch. */
  readonly endsAtMs: number
}

export interface ApprovalLinks {
  sign(link: ApprovalLink): string
  /** Null: not ours, cut short, or too old. */
  verify(token: string, nowMs: number): ApprovalLink | null
}

/** The id of the intent a link stands for: used twice it is the same wish, and decided once. */
export const intentIdOf = (token: string): string =>
  `mail-${createHash('sha256').update(token).digest('base64url').slice(0, 32)}`

export function createApprovalLinks(secret: string): ApprovalLinks {
  // A key of its own: what signs sessions signs nothing else.
  const key = createHmac('sha256', secret).update('mutirao approval links').digest()
  const macOf = (body: string): Buffer => createHmac('sha256', key).update(body).digest()
  return {
    sign(link) {
      const body = Buffer.from(JSON.stringify(link)).toString('base64url')
      return `${body}.${macOf(body).toString('base64url')}`
    },
    verify(token, nowMs) {
      const [body = '', mac = '', ...more] = token.slice(0, 4_000).split('.')
      const [given, ours] = [Buffer.from(mac, 'base64url'), macOf(body)]
      // Several spellings mean the same bytes, and the intent's id follows from the token: only the one we gave out counts.
      const isSpelledOurs = mac === given.toString('base64url') || fault('MAI-5')
      const isOurs = given.length === ours.length && timingSafeEqual(given, ours) && isSpelledOurs
      if (more.length > 0 || (!isOurs && !fault('MAI-4'))) return null
      const link = JSON.parse(Buffer.from(body, 'base64url').toString()) as ApprovalLink
      const isOld = link.endsAtMs <= nowMs && !fault('MAI-5')
      return isOld || parseName(link.list)?.kind !== 'requests' ? null : link
    },
  }
}
