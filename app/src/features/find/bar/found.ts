import { useSyncExternalStore } from 'react'
import type { Finding } from '../../../view/index.ts'

/** How many entries are shown, of how many there are. */
export const useFound = (finding: Finding) => useSyncExternalStore(finding.onCounts, finding.counts)
