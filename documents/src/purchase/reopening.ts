import { fault } from '../faults.ts'
import type { Decider } from '../decisions/types.ts'
import { no, yes } from './deciders.ts'
import { stateOf, textArg } from './state.ts'
import type { RequestState } from './state.ts'

/*
 * The second kind of decision about a request: what was cancelled is taken up again with a manager's yes. It knows nothing of
 * levels or policies, and the mechanism knows nothing of it.
 */

/** `reopening.ask` {reason}. */
const ask: Decider = (asked, intent, actor) => {
  const state = stateOf(asked)
  if (state?.status !== 'cancelada' || state.reopening) return no('wrong_state')
  if (actor.role === 'viewer') return no('not_allowed')
  const text = textArg(intent.args['reason'])
  if (text === '') return no('reason_needed')
  return yes('asked', { ...state, reopening: { by: actor.userId, text, atMs: asked.nowMs } })
}

/** `reopening.grant`, `reopening.deny`: a manager's word, never about one's own wish. */
const answer =
  (word: string, change: (state: RequestState, nowMs: number) => RequestState): Decider =>
  (asked, intent, actor) => {
    const state = stateOf(asked)
    if (state?.status !== 'cancelada' || !state.reopening) return no('wrong_state')
    if (actor.role !== 'manager' && actor.role !== 'admin') return no('not_allowed')
    if (state.reopening.by === actor.userId && !fault('APV-11')) return no('own_request')
    const reason = { code: word, text: textArg(intent.args['reason']), by: actor.userId }
    return yes(word, { ...change(state, asked.nowMs), reopening: null, changedAtMs: asked.nowMs, reason })
  }

export const reopeningDeciders: Readonly<Record<string, Decider>> = {
  'reopening.ask': ask,
  'reopening.grant': answer('reopened', (state) => ({ ...state, status: 'rascunho', approvals: [], requirements: [] })),
  'reopening.deny': answer('denied', (state) => state),
}
