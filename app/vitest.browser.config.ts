import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'

const system = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
)

/** Screens in a real Chromium: they have layout, so virtual lists, dragging and focus are the real ones. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), tailwindcss()],
  define: { 'import.meta.env.MUTIRAO_FAULT': JSON.stringify(process.env['MUTIRAO_FAULT'] ?? '') },
  // Found before the first test: a dependency found later would reload the page under a running one.
  optimizeDeps: {
    entries: ['src/**/*.browser.test.tsx', 'src/testing/*.ts'],
    // Only parts that are fetched when needed import these: the search for dependencies does not get there.
    include: ['cmdk', 'papaparse', 'fflate', 'saxen'],
  },
  test: {
    name: 'browser',
    include: ['src/**/*.browser.test.tsx'],
    setupFiles: ['src/testing/setup.ts'],
    testTimeout: 20_000,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({
        launchOptions: { ...(system === undefined ? {} : { executablePath: system }), chromiumSandbox: false },
      }),
      instances: [{ browser: 'chromium', viewport: { width: 1440, height: 860 } }],
    },
  },
})
