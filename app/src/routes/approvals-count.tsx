import { Suspense, useEffect, useState } from 'react'
import { usePeople } from '../engine/index.ts'
import { lazyPart } from '../ui/index.ts'

const ApprovalsBadge = lazyPart(() => import('../features/purchase/badge.tsx'))
const NoticesWatch = lazyPart(() => import('../features/notices/Watch.tsx'))

/** Reading all lists waits until the screen that was asked for stands. */
const settleMs = 2_500

function useSettled(): boolean {
  const [isReady, setReady] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setReady(true), settleMs)
    return () => clearTimeout(timer)
  }, [])
  return isReady
}

/** How many requests wait for this person, when there are lists at all. */
export function ApprovalsCount() {
  const hasLists = usePeople().documents.some(({ kind }) => kind === 'requests')
  const isReady = useSettled()
  return isReady && hasLists ? (
    <Suspense fallback={null}>
      <ApprovalsBadge />
    </Suspense>
  ) : null
}

/** How much this person was told and has not read; tells of what comes. */
export function NoticesCount({ onOpen }: { readonly onOpen: () => void }) {
  return useSettled() ? (
    <Suspense fallback={null}>
      <NoticesWatch onOpen={onOpen} />
    </Suspense>
  ) : null
}
