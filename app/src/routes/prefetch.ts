import { fetchAllWords } from '../i18n/index.ts'
import { loadLateParts, whenIdle } from '../ui/index.ts'

/**
 * Fetches what the first screen did not need, while nobody waits: the first click then opens at once. What does not come now
 * (no network, and the service worker has not kept it yet) is asked for again by whoever opens it. `data-ahead` on the page says
 * when this is over: whoever drives the page by script then presses no key that nothing answers yet.
 */
export function prefetchWhenIdle(): () => void {
  const later = [fetchAllWords, loadLateParts, () => import('../features/card/index.tsx')]
  return whenIdle(() => {
    void Promise.allSettled(later.map((fetch) => fetch())).then(() => (document.documentElement.dataset['ahead'] = ''))
  })
}
