/** Moments of a document that people gave a name (docs/PROTOCOL.md, "History"). Everything here throws like `call`. */
import { call, isRecord } from './http.ts'

export interface NamedMoment {
  readonly id: string
  readonly name: string
  /** The document as it stood after this row. */
  readonly seq: number
  readonly atMs: number
  /** User id. */
  readonly by: string
}

const pathOf = (document: string, id?: string): string =>
  `/api/documents/${encodeURIComponent(document)}/named-moments${id === undefined ? '' : `/${encodeURIComponent(id)}`}`

/** In the order of the document's life. */
export async function readNamedMoments(document: string): Promise<readonly NamedMoment[]> {
  const answer = await call(pathOf(document))
  return isRecord(answer) && Array.isArray(answer['moments']) ? (answer['moments'] as NamedMoment[]) : []
}

export const nameMoment = async (document: string, moment: Pick<NamedMoment, 'name' | 'seq'>): Promise<NamedMoment> =>
  (await call(pathOf(document), { method: 'POST', body: { name: moment.name, seq: moment.seq } })) as NamedMoment

export async function renameMoment(document: string, id: string, name: string): Promise<void> {
  await call(pathOf(document, id), { method: 'PATCH', body: { name } })
}

export async function removeMoment(document: string, id: string): Promise<void> {
  await call(pathOf(document, id), { method: 'DELETE' })
}
