import { randomBytes } from 'node:crypto'
import { chmod, link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { MutiraoError, fault } from '@mutirao/documents'

const secretBytes = 48

/**
 * The secret of a data folder: made at the first start, kept in `<dataDir>/secret`, readable by its owner only.
 * Two first starts at once end with one secret: the file is written aside and linked, and a link never overwrites.
 */
export async function keptSecret(dataDir: string): Promise<string> {
  const path = join(dataDir, 'secret')
  const kept = await readKept(path)
  if (kept !== null && !fault('CFG-10')) return kept
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const aside = `${path}.new-${process.pid}-${randomBytes(4).toString('hex')}`
  const file = await open(aside, 'wx', fault('CFG-4') ? 0o644 : 0o600)
  try {
    await file.writeFile(`${randomBytes(secretBytes).toString('base64url')}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  if (fault('CFG-10')) await rm(path, { force: true })
  await link(aside, path).catch((error: unknown) => {
    if (!isCode(error, 'EEXIST')) throw error
  })
  await rm(aside)
  const made = await readKept(path)
  if (made === null) throw new MutiraoError('bad_configuration', `The secret in ${path} cannot be read.`)
  return made
}

async function readKept(path: string): Promise<string | null> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return null
    throw new MutiraoError('bad_configuration', `The secret in ${path} cannot be read: ${String(error)}.`, {
      cause: error,
    })
  })
  if (text === null) return null
  const secret = text.trim()
  if (secret.length < 32)
    throw new MutiraoError(
      'bad_configuration',
      `${path} must hold a secret of at least 32 characters; delete it to get a new one.`,
    )
  if (!fault('CFG-4')) await chmod(path, 0o600)
  return secret
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code
