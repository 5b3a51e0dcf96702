import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { systemChromium } from '../scripts/chromium.ts'

const executablePath = systemChromium()

/** Every package the screens and the rooms below them import. */
const packages = [
  'react',
  'react-dom',
  'react-dom/client',
  'react/jsx-runtime',
  'react/jsx-dev-runtime',
  'radix-ui',
  'cmdk',
  'lucide-react',
  'clsx',
  'papaparse',
  'fflate',
  'lean-qr',
  'saxen',
  'axe-core',
  'yjs',
  'y-protocols/awareness',
  'lib0/encoding',
  'lib0/decoding',
  'lib0/string',
  '@tiptap/core',
  '@tiptap/react',
  '@tiptap/pm/model',
  '@tiptap/starter-kit',
  '@tiptap/extensions',
  '@tiptap/extension-collaboration',
  '@tiptap/extension-collaboration-caret',
  '@tiptap/y-tiptap',
]

/** Screens in a real Chromium: they have layout, so virtual lists, dragging and focus are the real ones. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), tailwindcss()],
  // All of them are named: one found while tests run would reload the page under a running one.
  optimizeDeps: { entries: ['src/**/*.browser.test.tsx', 'src/testing/*.ts'], include: packages },
  test: {
    name: 'browser',
    include: ['src/**/*.browser.test.tsx'],
    setupFiles: ['src/testing/setup.ts'],
    provide: { fault: process.env['MUTIRAO_FAULT'] ?? '' },
    testTimeout: 20_000,
    // As everywhere: a second attempt is reported ("retry x1"), something to mend, not a reason to lose a day's work.
    retry: Number(process.env['MUTIRAO_RETRIES'] ?? 1),
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({
        // As everywhere in tests: the words follow the browser's language until one is chosen.
        contextOptions: { locale: 'pt-BR' },
        launchOptions: { ...(executablePath === undefined ? {} : { executablePath }), chromiumSandbox: false },
      }),
      instances: [{ browser: 'chromium', viewport: { width: 1440, height: 860 } }],
    },
  },
})
