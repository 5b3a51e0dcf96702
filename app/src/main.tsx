import '@fontsource-variable/inter/wght.css'
import './app.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { SessionProvider } from './engine/session-react.tsx'
import { openSession } from './engine/window-session.ts'
import { startWords } from './i18n/index.ts'
import { App, prefetchSignedIn } from './routes/router.tsx'
import { browserAddressBar } from './routes/routing/address-bar.ts'
import { createRouter } from './routes/routing/router.ts'
import { startUpdates } from './shell/update.ts'

const place = document.getElementById('root')
if (!place) throw new Error('index.html has no #root')

/** Not at the top of the module: the signed-in part shares code with this file, and would wait for the end of what waits for it. */
async function open(root: HTMLElement): Promise<void> {
  await startWords()
  const session = await openSession()
  // Never rejects: a remembered person is in before the first await inside.
  void session.start()
  // Without it the first render would be empty.
  if (session.state().kind === 'signed-in') await prefetchSignedIn()
  createRoot(root, {
    // React says only that it rendered again; what was thrown the first time is the cause.
    onRecoverableError: (error) => reportError(error instanceof Error ? (error.cause ?? error) : error),
  }).render(
    <StrictMode>
      <SessionProvider session={session}>
        <App router={createRouter(browserAddressBar)} />
      </SessionProvider>
    </StrictMode>,
  )
  startUpdates()
}
open(place).catch(reportError)
