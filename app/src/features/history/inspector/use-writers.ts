import { useCallback, useEffect, useState } from 'react'
import { readHistory, usePeople } from '../../../engine/index.ts'
import { useTranslation } from '../../../i18n/index.ts'
import { personName } from '../names.ts'
import type { Inspected } from './use-inspected.ts'
import { lastFacts, lastOf, type LastFact, type Writer } from './writers.ts'

/** The server answers this many at once; what lies further back between two moments stays without a name. */
const mostFacts = 1000

const none: ReadonlyMap<string, LastFact> = new Map()

/**
 * Who wrote what between two rows, as far as it is known. Null for what is not.
 * @param untilSeq null: now
 */
export function useWriters(
  { name, moved }: Pick<Inspected<unknown>, 'name' | 'moved'>,
  afterSeq: number | null,
  untilSeq: number | null,
) {
  const { t } = useTranslation('inspector')
  const people = usePeople()
  const [facts, setFacts] = useState(none)
  useEffect(() => {
    let gone = false
    const until = untilSeq === null ? {} : { before: `${untilSeq + 1}.0` }
    readHistory(name, { after: afterSeq ?? 0, limit: mostFacts, ...until }).then(
      ({ groups }) => (gone ? undefined : setFacts(lastFacts(groups))),
      // Who it was stands in the list of events too, which says what is wrong.
      () => (gone ? undefined : setFacts(none)),
    )
    return () => {
      gone = true
    }
  }, [name, moved, afterSeq, untilSeq])
  const server = t('server')
  return useCallback(
    (entry: string, field?: string): Writer | null => {
      const last = lastOf(facts, entry, field)
      return last && { name: personName(people, last.actorId, server) ?? last.actorId, atMs: last.atMs }
    },
    [facts, people, server],
  )
}
