import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { firstModules, lighter, ownCode } from './first-modules.ts'
import { precompressed } from './precompressed.ts'
import { withoutFaults } from './without-faults.ts'

const server = process.env['MUTIRAO_URL'] ?? 'http://127.0.0.1:3000'

/** Browsers with `light-dark()`: the tokens need it, and everything else we use is older. */
const browsers = ['chrome123', 'edge123', 'firefox120', 'safari17.5']

const pwa = VitePWA({
  strategies: 'generateSW',
  // Never reload under somebody's fingers: the shell offers the update and reloads when asked (shell/update.ts).
  registerType: 'prompt',
  injectRegister: false,
  manifest: {
    name: 'Mutirão',
    short_name: 'Mutirão',
    description: 'O funil da equipe: todos editam ao mesmo tempo, com ou sem internet.',
    lang: 'pt-BR',
    start_url: '/funil',
    scope: '/',
    display: 'standalone',
    background_color: '#fafaf8',
    theme_color: '#0b6e4f',
    icons: [
      { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
      { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
    ],
  },
  workbox: {
    globPatterns: ['**/*.{js,css,html,svg,png,woff2}'],
    // `unicode-range` never loads the other alphabets for Portuguese or English: precaching them would cost 300 KB.
    globIgnores: ['**/inter-{cyrillic,greek,vietnamese}*.woff2', '**/inter-*-ext-*.woff2'],
    navigateFallback: '/index.html',
    navigateFallbackDenylist: [/^\/api\//, /^\/sync\//, /^\/(health|ready|metrics)/],
    cleanupOutdatedCaches: true,
  },
})

/** What the first screen needs is one file each before and behind the sign-in; small shared pieces of the rest travel together. */
async function chunks() {
  const first = await firstModules(root)
  return [
    { name: 'start', priority: 3, test: (id: string) => first.start.has(id) },
    { name: 'inside', priority: 2, test: (id: string) => first.inside.has(id) },
    { name: 'part', priority: 1, minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 1_200 },
  ]
}

const root = fileURLToPath(new URL('.', import.meta.url))

export default defineConfig(async ({ command }) => ({
  root,
  plugins: [withoutFaults, react(), tailwindcss(), pwa, precompressed()],
  worker: { plugins: () => [withoutFaults] },
  resolve: { alias: lighter },
  build: {
    target: browsers,
    cssTarget: browsers,
    // Inlined assets would be `data:` URLs, which the content security policy refuses for scripts and fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // scripts/bytes.mjs reads there which files a place of the app loads.
    manifest: true,
    // Our own index files only hand on what others define: without this the sign-in page would load all they name.
    rolldownOptions: {
      treeshake: { moduleSideEffects: [{ test: ownCode, sideEffects: false }] },
      output: {
        chunkFileNames: ({ name }: { readonly name: string }) =>
          name.startsWith('part') ? 'assets/part-[hash].js' : 'assets/[name]-[hash].js',
        codeSplitting: { groups: command === 'build' ? await chunks() : [] },
      },
    },
  },
  server: {
    port: 5173,
    proxy: {
      '/api': server,
      '/sync': { target: server, ws: true },
      '/health': server,
      '/ready': server,
    },
  },
}))
