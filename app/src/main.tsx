import '@fontsource-variable/inter/wght.css'
import './app.css'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createDoor, createSession, SessionProvider } from './engine/index.ts'
import { startWords } from './i18n/index.ts'
import { makeRouter } from './routes/router.tsx'
import { startUpdates } from './shell/update.ts'
import { TooltipProvider } from './ui/index.ts'

const place = document.getElementById('root')
if (!place) throw new Error('index.html has no #root')

await startWords()
const session = createSession({ storage: localStorage })
// Never rejects: a remembered person is in before the first await inside.
void session.start()
const door = createDoor(session)
const router = makeRouter({ session, door })

createRoot(place).render(
  <StrictMode>
    <SessionProvider session={session}>
      <TooltipProvider>
        <RouterProvider router={router} />
      </TooltipProvider>
    </SessionProvider>
  </StrictMode>,
)
startUpdates()
