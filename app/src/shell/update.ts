/** The service worker: the app opens without a network, and a new version is offered, never forced under somebody's fingers. */
import { registerSW } from 'virtual:pwa-register'
import { words } from '../i18n/index.ts'
import { toast } from '../ui/index.ts'

const lookEveryMs = 60 * 60 * 1000
const forever = 24 * 60 * 60 * 1000

export function startUpdates(): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  // On the very first visit workbox activates a new worker without reloading: reload ourselves, but only when asked.
  let wanted = false
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (wanted) location.reload()
  })
  const update = registerSW({
    onNeedRefresh() {
      const run = () => {
        wanted = true
        update(true).catch(reportError)
      }
      const action = { label: words.t('shell:update.action'), run }
      toast({ key: 'update', message: words.t('shell:update.ready'), action, durationMs: forever })
    },
    onRegisteredSW(_url, registration) {
      // Tabs stay open for weeks.
      if (!registration) return
      const look = () => {
        // Offline there is nothing newer to find.
        registration.update().catch(() => undefined)
      }
      setInterval(look, lookEveryMs)
    },
  })
}
