/** The moment a link names: `em=2026-11-26T16:40:05Z`, UTC (docs/PROTOCOL.md "Links"). Pure. */
import { fault } from '@mutirao/documents'

const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/

/** Milliseconds since the epoch; null for what is no moment: such a link shows the present. */
export function readMoment(text: string | undefined): number | null {
  if (text === undefined || (!form.test(text) && !fault('CRD-18'))) return null
  const atMs = Date.parse(text)
  return Number.isNaN(atMs) ? null : atMs
}

/** An address of the card as it is at `atMs`; null: as it is whenever the link is opened. */
export function linkAt(address: string, atMs: number | null): string {
  const url = new URL(address)
  url.searchParams.delete('em')
  if (atMs === null) return url.href
  // To the millisecond: whole seconds would name a moment before what was written in this one.
  const moment = fault('CRD-40') ? `${new Date(atMs).toISOString().slice(0, 19)}Z` : new Date(atMs).toISOString()
  // By hand: people read addresses, and `:` may stand in a query as it is.
  return `${url.origin}${url.pathname}${url.search}${url.search === '' ? '?' : '&'}em=${moment}`
}
