/** "Abrir no celular": this machine's server, open to the local network for a while (demo only). */
import { MutiraoError } from '@mutirao/documents'
import { call, isRecord } from './http.ts'

export interface PhoneState {
  /** False: this machine is on no network a phone could share. */
  readonly available: boolean
  /** `http://192.168.0.7:41234`, or null while it is off. */
  readonly address: string | null
  readonly endsAtMs: number | null
  /** Phones that came in since it was turned on. */
  readonly entered: number
}
export interface PhoneInvitation extends PhoneState {
  /** For one phone, once. */
  readonly link: string
  readonly linkEndsAtMs: number
}

const pathOf = (workspaceId: string): string => `/api/workspaces/${encodeURIComponent(workspaceId)}/phone`

/** Is it on? Throws MutiraoError. */
export const readPhone = async (workspaceId: string): Promise<PhoneState> => stateOf(await call(pathOf(workspaceId)))

/** Turns it on, or keeps it on, with a fresh link. Throws MutiraoError. */
export async function invitePhone(workspaceId: string): Promise<PhoneInvitation> {
  const answer = await call(pathOf(workspaceId), { method: 'POST', body: {} })
  if (!isRecord(answer) || typeof answer['link'] !== 'string' || typeof answer['linkEndsAtMs'] !== 'number')
    throw new MutiraoError('internal', 'an invitation without a link')
  return { ...stateOf(answer), link: answer['link'], linkEndsAtMs: answer['linkEndsAtMs'] }
}

/** Turns it off; phones are out at once. Throws MutiraoError. */
export const closePhone = async (workspaceId: string): Promise<PhoneState> =>
  stateOf(await call(pathOf(workspaceId), { method: 'DELETE' }))

function stateOf(answer: unknown): PhoneState {
  const { available, address, endsAtMs, entered } = isRecord(answer) ? answer : {}
  return {
    available: available === true,
    address: typeof address === 'string' ? address : null,
    endsAtMs: typeof endsAtMs === 'number' ? endsAtMs : null,
    entered: typeof entered === 'number' ? entered : 0,
  }
}
