import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fault, ledgerName, MutiraoError, numberedRequests, visibleLine } from '@mutirao/documents'
import type { JsonValue } from '@mutirao/documents'
import { createHistoryReader } from '@mutirao/persistence'
import type { ToldConflict } from '@mutirao/persistence'
import type { Opened } from '../access/access.ts'
import { resolveConflicts } from '../history/resolve.ts'
import { restore } from '../history/restore.ts'
import { id, named, openedHere, parsePlace, thenOf, writableHere } from './history-routes.ts'
import { callerIn, typed } from './parts.ts'
import type { Parts } from './parts.ts'

const tags = ['history']
const whole = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
const wish = z
  .object({
    seq: whole.optional(),
    time: whole.optional(),
    entries: z.array(id).min(1).max(1000).optional(),
    field: id.optional(),
    reason: z.string().trim().min(1).max(500).transform(visibleLine).optional(),
  })
  .refine(({ seq, time }) => (seq === undefined) !== (time === undefined), 'seq or time')
const choice = z.object({ resolution: z.enum(['kept', 'lost', 'value']), value: z.unknown().optional() })
const which = z.object({ name: id, place: z.string().regex(/^\d{1,15}\.\d{1,9}$/) })
const opportunity = z.object({
  clientVersion: whole.optional(),
  serverVersion: whole.optional(),
  resolution: z.enum(['client', 'server', 'merge']),
  mergedData: z.record(z.string(), z.unknown()).optional(),
  document: id.optional(),
})

/** What a restore of everything leaves alone: requests that have been sent for approval go back only when they are chosen. */
async function onlyWhenChosen(parts: Parts, { parsed }: Opened): Promise<ReadonlySet<string> | undefined> {
  if (parsed.kind !== 'requests') return undefined
  const ledger = ledgerName(parsed.listId)
  return (await parts.directory.documentByName(ledger)) ? parts.engine.read(ledger, numberedRequests) : undefined
}

/** Forward edits that come out of the history. All of them pass the same inspection as what people type. */
export function restoreRoutes(app: FastifyInstance, parts: Parts): void {
  const routes = typed(app)
  const reader = createHistoryReader(parts.database)

  routes.post('/api/documents/:name/restore', { schema: { tags, params: named, body: wish } }, async (request) => {
    const opened = await writableHere(parts, request, request.params.name)
    const { document, actor } = opened
    const { entries, field, seq, time } = request.body
    // Nothing that can be seen is no reason.
    const reason = request.body.reason || undefined
    const { seq: at, state } = await thenOf(parts, reader, document.id, { seq, time })
    const onlyChosen = await onlyWhenChosen(parts, opened)
    const scope = { entries, field }
    return restore(parts, { document, actor, seq: at, state, scope, reason, onlyChosen, nowMs: Date.now() })
  })

  routes.post(
    '/api/documents/:name/conflicts/:place/resolve',
    { schema: { tags, params: which, body: choice } },
    async (request) => {
      const mayDecide = fault('HIS-21') ? openedHere : writableHere
      const { document, actor } = await mayDecide(parts, request, request.params.name)
      const [conflict] = await reader.conflicts(document.id, { at: parsePlace(request.params.place) })
      if (!conflict) throw new MutiraoError('not_found', 'no such conflict')
      const value = chosen(conflict, request.body.resolution, request.body.value as JsonValue | undefined)
      const { cursor, seq } = await resolveConflicts(parts.engine, { document, actor, choices: [{ conflict, value }] })
      return { cursor, seq }
    },
  )

  routes.post(
    '/api/opportunities/:card/resolve-conflict',
    { schema: { tags, params: z.object({ card: id }), body: opportunity } },
    (request) => resolveOpportunity(parts, request, request.params.card, request.body),
  )
}

/** Undefined: what stands is right. */
function chosen(
  conflict: ToldConflict,
  resolution: 'kept' | 'lost' | 'value',
  value: JsonValue | undefined,
): JsonValue | undefined {
  if (resolution === 'kept') return undefined
  if (resolution === 'lost') return conflict.lost
  if (value === undefined) throw new MutiraoError('invalid_request', 'value: is missing')
  return value
}

/** REQUIREMENTS 198: every open conflict of a card in one decision. */
async function resolveOpportunity(
  parts: Parts,
  request: FastifyRequest,
  card: string,
  body: z.infer<typeof opportunity>,
): Promise<{ readonly cursor: string; readonly written: number }> {
  const reader = createHistoryReader(parts.database)
  const name = body.document ?? (await boardOf(parts, request, card))
  const { document, actor } = await writableHere(parts, request, name)
  const [newest] = await reader.facts(document.id, { entry: card, limit: 1 })
  if (!newest) throw new MutiraoError('not_found', 'no such card')
  if (body.serverVersion !== undefined && newest.seq > body.serverVersion)
    throw new MutiraoError('already_exists', `the card has changed in row ${newest.seq}`)
  const open = await reader.conflicts(document.id, { entry: card, openOnly: true })
  const merged = (body.mergedData ?? {}) as Readonly<Record<string, JsonValue>>
  const choices = open.map((conflict) => ({ conflict, value: wanted(conflict, body.resolution, merged) }))
  if (choices.length === 0) throw new MutiraoError('not_found', 'no open conflict')
  const { cursor, written } = await resolveConflicts(parts.engine, { document, actor, choices })
  return { cursor, written }
}

function wanted(
  conflict: ToldConflict,
  resolution: 'client' | 'server' | 'merge',
  merged: Readonly<Record<string, JsonValue>>,
): JsonValue | undefined {
  if (resolution === 'client') return conflict.lost
  const key = conflict.path.at(-1) ?? ''
  // A field may be called like something every object has.
  return resolution === 'merge' && Object.hasOwn(merged, key) ? merged[key] : undefined
}

/** The only board this person may open that has a card of this id. */
async function boardOf(parts: Parts, request: FastifyRequest, card: string): Promise<string> {
  const memberships = await parts.directory.membershipsOf(callerIn(request).userId)
  const { rows } = await parts.database.pool.query<{ name: string }>(
    `select d.name from document d where d.workspace_id = any($1) and d.kind = 'board'
       and exists (select 1 from fact f where f.document_id = d.id and f.entry = $2 and f.root = 'cards')`,
    [memberships.map(({ workspaceId }) => workspaceId), card],
  )
  const [only, another] = rows
  if (!only) throw new MutiraoError('not_found', 'no such card')
  if (another) throw new MutiraoError('invalid_request', 'document: several boards have this card')
  return only.name
}
