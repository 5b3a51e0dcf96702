import type { FastifyRequest } from 'fastify'
import { MutiraoError, fault } from '@mutirao/documents'
import { createPersonLimit } from '../files/person-limit.ts'
import { callerIn } from './parts.ts'

/** Tokens that come back every second and that are there at the beginning, as for questions over a socket (SYN-35). */
const budget = { perSecond: 100, burst: 2_000 }
/** One token more for so many rows of a pull. */
const rowsPerToken = 500

/** By route and method; everything that is not listed costs 1. Pushes, files and event streams have limits of their own. */
const costs: ReadonlyMap<string, number> = new Map([
  ['POST /api/documents/:name/updates', 0],
  ['GET /api/workspaces/:workspace/events', 0],
  ['GET /api/history/events', 1],
  ['GET /api/documents/:name/history', 3],
  ['GET /api/documents/:name/at', 3],
  ['GET /api/documents/:name/conflicts', 3],
  ['GET /api/documents/:name/decisions', 3],
  ['GET /api/documents/:name/decisions/export', 20],
  ['GET /api/documents/:name/timeline', 5],
  ['GET /api/documents/:name/inspect', 5],
  ['GET /api/documents/:name/verify', 20],
  ['GET /api/documents/:name/export', 20],
  ['POST /api/documents/:name/restore', 20],
  ['POST /api/opportunities/:card/resolve-conflict', 5],
])
const filePath = /^\/api\/documents\/:name\/files/

/** What the calls of one person to the HTTP API may cost together. */
export interface CallBudget {
  /** Takes what this call costs. @throws MutiraoError `too_fast` with the time after which it would fit */
  spend(request: FastifyRequest): void
  /** Takes what so many rows cost more. @throws like `spend` */
  spendRows(userId: string, rows: number): void
}

/** @param now milliseconds, monotonic; for tests */
export function createCallBudget(now?: () => number): CallBudget {
  const people = createPersonLimit(budget, now)
  const take = (userId: string, cost: number): void => {
    const retryAfterSeconds = cost > 0 ? people.take(userId, Math.min(cost, budget.burst)) : 0
    if (retryAfterSeconds > 0 && !fault('ATK-8')) throw new MutiraoError('too_fast', undefined, { retryAfterSeconds })
  }
  return {
    spend: (request) => take(callerIn(request).userId, costOf(request.method, request.routeOptions.url ?? '')),
    spendRows: (userId, rows) => take(userId, Math.floor(rows / rowsPerToken)),
  }
}

/** @param route as it was declared, with its parameters' names */
export function costOf(method: string, route: string): number {
  if (filePath.test(route)) return 0
  return costs.get(`${method === 'HEAD' ? 'GET' : method} ${route}`) ?? 1
}
