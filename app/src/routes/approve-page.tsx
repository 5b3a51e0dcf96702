import { useState } from 'react'
import ApproveByLink from '../features/purchase/ApproveByLink.tsx'

/** Where the button of a letter leads. The token stands behind the `#`, and leaves the address at once. */
export default function ApprovePage() {
  const [token] = useState(() => {
    const found = location.hash.slice(1)
    if (found !== '') history.replaceState(null, '', location.pathname)
    return found
  })
  return <ApproveByLink token={token} />
}
