/** What this device last showed of requests that waited for its person: the measure of what changed in them since. */
import type { RequestContent } from '@mutirao/documents'
import type { Engine } from '../engine.ts'

export interface Shown {
  readonly digest: string
  readonly content: RequestContent
}

/** Best effort: without it a change is told by its sums alone, which all devices of the person know. */
export interface ShownContents {
  read(listId: string, requestId: string): Promise<Shown | null>
  keep(listId: string, requestId: string, shown: Shown): void
}

const metaKey = 'purchase.shown'
/** So many requests, the latest ones; a larger one than this is told by its sums. */
const maxKept = 60
const maxItems = 100

interface Kept extends Shown {
  readonly key: string
}

const isKept = (value: unknown): value is Kept => {
  if (typeof value !== 'object' || value === null) return false
  const { key, digest, content } = value as Partial<Record<keyof Kept, unknown>>
  return (
    typeof key === 'string' &&
    typeof digest === 'string' &&
    typeof content === 'object' &&
    content !== null &&
    'items' in content &&
    Array.isArray(content.items)
  )
}

export function createShownContents(local: Pick<Engine['local'], 'getMeta' | 'putMeta'>): ShownContents {
  let loaded: Promise<Kept[]> | null = null
  const all = () =>
    (loaded ??= local.getMeta(metaKey).then(
      (kept) => (Array.isArray(kept) ? kept.filter(isKept) : []),
      () => [],
    ))
  return {
    async read(listId, requestId) {
      return (await all()).find(({ key }) => key === `${listId}.${requestId}`) ?? null
    },
    keep(listId, requestId, { digest, content }) {
      if (content.items.length > maxItems) return
      const key = `${listId}.${requestId}`
      loaded = all().then((kept) => {
        const next = [...kept.filter((one) => one.key !== key), { key, digest, content }].slice(-maxKept)
        local.putMeta(metaKey, next).catch(() => undefined)
        return next
      })
    },
  }
}
