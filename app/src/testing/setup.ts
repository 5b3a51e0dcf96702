/** Before every file of browser tests: words and styles as in the app, and the named faults of MUTIRAO_FAULT. */
import '../app.css'
import { setFaults } from '@mutirao/documents'
import { inject } from 'vitest'
import { fetchAllWords, startWords } from '../i18n/index.ts'
import { loadLateParts } from '../ui/index.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Comma separated, or empty. A browser has no environment to read it from. */
    fault: string
  }
}

setFaults(inject('fault').split(',').filter(Boolean))
await startWords()
await fetchAllWords()
await loadLateParts()
