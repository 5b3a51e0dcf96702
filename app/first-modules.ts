/**
 * Which modules the first screen needs. A chunk per combination of screens that share something would be a hundred small
 * files, and merging small ones by size loads what nobody asked for; so the app is first built without looks and without
 * shortening, and what the entry and the signed-in part load from that build is put into one file each.
 */
import { fileURLToPath } from 'node:url'
import { build, type Plugin, type Rolldown } from 'vite'
import { withoutFaults } from './without-faults.ts'

const door = '/app/src/routes/sign-in-pages.tsx'
const inside = '/app/src/routes/signed-in-pages.tsx'

/** Modules (ids) by the file they shall travel in: `start` is loaded at every place, `inside` behind the sign-in. */
export async function firstModules(root: string): Promise<{ start: ReadonlySet<string>; inside: ReadonlySet<string> }> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [withoutFaults, withoutStyles],
    resolve: { alias: lighter },
    build: {
      write: false,
      minify: false,
      assetsInlineLimit: 0,
      modulePreload: false,
      rolldownOptions: {
        // The service worker's own module is made by the real build.
        external: [/^virtual:/],
        treeshake: { moduleSideEffects: [{ test: ownCode, sideEffects: false }] },
        output: {
          codeSplitting: {
            groups: [{ name: 'part', minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 1 }],
          },
        },
      },
    },
  })
  const outputs = (Array.isArray(built) ? built : [built]) as readonly Rolldown.RolldownOutput[]
  const chunks = new Map<string, Rolldown.OutputChunk>()
  for (const { output } of outputs) for (const one of output) if (one.type === 'chunk') chunks.set(one.fileName, one)
  const closure = (roots: readonly Rolldown.OutputChunk[]): Set<string> => {
    const files = new Set<string>()
    const modules = new Set<string>()
    const add = (fileName: string) => {
      const chunk = chunks.get(fileName)
      if (!chunk || files.has(fileName)) return
      files.add(fileName)
      for (const id of chunk.moduleIds) modules.add(id)
      for (const imported of chunk.imports) add(imported)
    }
    for (const chunk of roots) add(chunk.fileName)
    return modules
  }
  const all = [...chunks.values()]
  const from = (path: string) => closure(all.filter((chunk) => chunk.facadeModuleId?.endsWith(path) === true))
  const behind = from(inside)
  // What both sides of the door need travels with the start: the sign-in page must not wait for what is behind it.
  const start = closure(all.filter((chunk) => chunk.isEntry)).union(from(door).intersection(behind))
  return { start, inside: behind.difference(start) }
}

/** What the app takes instead of a part of a package that it does not need. */
export const lighter = { 'lib0/logging': fileURLToPath(new URL('./yjs-logging.ts', import.meta.url)) }

/** Modules that do nothing but define: all of ours except the entries and styles. */
export const ownCode = /\/(documents|sync-client|app)\/src\/(?!main\.tsx|.*worker\.ts).*\.tsx?$/

const withoutStyles: Plugin = {
  name: 'without-styles',
  enforce: 'pre',
  load: (id) => (/\.css(\?.*)?$/.test(id) ? '' : null),
}
