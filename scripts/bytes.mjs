// How much JavaScript each place of the app loads before it is usable. Fails when one is over its budget in app/bytes.json.
// `--chunks` lists the files of each place, biggest first.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { buildApp } from './build.mjs'
import { root } from './run.mjs'

const dist = join(root, 'app/dist')
const json = (/** @type {string} */ path) => JSON.parse(readFileSync(path, 'utf8'))

/** What a part (a module's path or the name of a file in app/vite.config.ts) needs before it runs: all it imports statically. */
function filesOf(manifest, parts) {
  const files = new Set()
  const add = (/** @type {string} */ key) => {
    const chunk = manifest[key] ?? Object.values(manifest).find(({ name }) => name === key)
    if (!chunk) throw new Error(`app/bytes.json names ${key}, which is no file of its own in the built app`)
    if (files.has(chunk.file)) return
    files.add(chunk.file)
    for (const imported of chunk.imports ?? []) add(imported)
  }
  for (const part of parts) for (const key of part === 'index.html' ? entryKeys(manifest) : [part]) add(key)
  return [...files].filter((file) => file.endsWith('.js'))
}

/** What the page itself loads. */
function entryKeys(manifest) {
  const html = readFileSync(join(dist, 'index.html'), 'utf8')
  const files = new Set([...html.matchAll(/<script type="module"[^>]* src="\/([^"]+)"/g)].map(([, file]) => file))
  return Object.keys(manifest).filter((key) => files.has(manifest[key].file))
}

const zipped = (/** @type {string} */ file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length
/** What a browser of today is sent (app/precompressed.ts). */
const sent = (/** @type {string} */ file) => {
  const smaller = join(dist, `${file}.br`)
  return existsSync(smaller) ? statSync(smaller).size : zipped(file)
}
const kilo = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1)} KB`.padStart(9)

const manifestPath = join(dist, '.vite/manifest.json')
buildApp({ force: !existsSync(manifestPath) })
const manifest = json(manifestPath)
let over = false
console.log('JavaScript until usable, gzip (and as it travels, Brotli):')
for (const [place, { parts, max }] of Object.entries(json(join(root, 'app/bytes.json')).places)) {
  const sizes = filesOf(manifest, parts).map((file) => ({ file, bytes: zipped(file) }))
  const bytes = sizes.reduce((sum, size) => sum + size.bytes, 0)
  const travels = sizes.reduce((sum, { file }) => sum + sent(file), 0)
  const tooMuch = bytes > max
  over ||= tooMuch
  console.log(
    `${tooMuch ? '✗' : '✓'} ${place.padEnd(10)} ${kilo(bytes)} of ${kilo(max)} (${kilo(travels).trim()}), ${sizes.length} files`,
  )
  if (process.argv.includes('--chunks'))
    for (const size of sizes.toSorted((a, b) => b.bytes - a.bytes)) console.log(`    ${kilo(size.bytes)} ${size.file}`)
}
// What is loaded later must be there without a network too.
const kept = readFileSync(join(dist, 'sw.js'), 'utf8')
const lost = readdirSync(join(dist, 'assets')).filter(
  (file) => file.endsWith('.js') && !kept.includes(`assets/${file}`),
)
if (lost.length > 0) {
  console.error(`The service worker does not keep ${lost.join(', ')}: see workbox.globPatterns in app/vite.config.ts.`)
  process.exit(1)
}
if (over) {
  console.error(
    'Load later what the first screen does not need (lazy), or drop it; ADR 0041 says what the bytes are, --chunks lists the files.',
  )
  process.exit(1)
}
