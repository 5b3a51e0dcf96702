import { useState } from 'react'

const step = 50

/** The first fifty of a list and, by and by, the rest: nobody reads a thousand at once, and the page stays quick. */
export function useMore<T>(items: readonly T[]) {
  const [count, setCount] = useState(step)
  return {
    shown: items.slice(0, count),
    rest: Math.max(0, items.length - count),
    more: () => setCount(count + step * 4),
  }
}
