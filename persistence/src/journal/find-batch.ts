import { unpackRows } from './segment-codec.ts'
import type { Statement } from './statement.ts'

/** Segments after these places with rows of one node: its batch lies there when its answer was lost for very long. */
const segmentsSql = `
select s.document_id as "documentId", s.from_seq as "fromSeq", s.data
from unnest($2::bigint[], $3::bigint[]) as w(document_id, after)
join journal_segment s on s.document_id = w.document_id and s.to_seq > w.after and $1 = any(s.nodes)
order by s.document_id, s.from_seq desc`

interface SegmentRecord {
  readonly documentId: number
  readonly fromSeq: number
  readonly data: Buffer
}

interface FoundBatch {
  readonly document_id: number
  readonly epoch: string
  /** The seq before its first row. */
  readonly base: number
}

export interface WantedBatch {
  readonly nodeId: string
  readonly batchId: string
  readonly documents: readonly number[]
  /** Per document: the batch can only lie behind this row. */
  readonly after: readonly number[]
}

/** Where a batch stands, as far as its rows have moved into segments. @param run on the writer's own connection */
export async function findInSegments(
  run: (statement: Statement) => Promise<SegmentRecord[]>,
  { nodeId, batchId, documents, after }: WantedBatch,
): Promise<FoundBatch[]> {
  const values = [nodeId, documents, after]
  const segments = await run({ name: 'mutirao-journal-find-segments', text: segmentsSql, values })
  const found: FoundBatch[] = []
  for (const { documentId, fromSeq, data } of segments) {
    const rows = await unpackRows(data)
    const place = rows.findIndex((row) => row.batchId === batchId)
    const epoch = rows[place]?.epoch
    if (epoch !== undefined) found.push({ document_id: documentId, epoch, base: fromSeq + place - 1 })
  }
  return found
}
