import '@fontsource-variable/inter/wght.css'
import './app.css'
import { createRoot } from 'react-dom/client'
import { startWords } from './i18n/index.ts'

const place = document.getElementById('root')
if (!place) throw new Error('index.html has no #root')
await startWords()
createRoot(place).render(null)
