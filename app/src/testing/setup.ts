/** Before every file of browser tests: words and styles as in the app, and the named faults of MUTIRAO_FAULT. */
import '../app.css'
import { setFaults } from '@mutirao/documents'
import { fetchAllWords, startWords } from '../i18n/index.ts'
import { loadLateParts } from '../ui/index.ts'

const wanted: unknown = import.meta.env['MUTIRAO_FAULT']
if (typeof wanted === 'string' && wanted !== '') setFaults(wanted.split(','))
await startWords()
await fetchAllWords()
await loadLateParts()
