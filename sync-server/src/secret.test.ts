import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keptSecret } from './secret.ts'

let base: string
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'mutirao-secret-'))
})
afterAll(() => rm(base, { recursive: true, force: true }))

const mode = async (path: string): Promise<number> => (await stat(path)).mode & 0o777

describe('secret', () => {
  it('[CFG-4] is made once, kept in the data folder and readable by its owner only', async () => {
    const folder = join(base, 'a', 'data')
    const secret = await keptSecret(folder)
    expect(secret.length).toBeGreaterThanOrEqual(64)
    expect(await keptSecret(folder)).toBe(secret)
    expect(await mode(join(folder, 'secret'))).toBe(0o600)
  })

  it('[CFG-4] two first starts at once get the same one', async () => {
    const folder = join(base, 'b')
    const secrets = await Promise.all(Array.from({ length: 8 }, () => keptSecret(folder)))
    expect(new Set(secrets).size).toBe(1)
  })

  it('[CFG-4] a secret others may read is closed again', async () => {
    const folder = join(base, 'c')
    await keptSecret(folder)
    await chmod(join(folder, 'secret'), 0o644)
    await keptSecret(folder)
    expect(await mode(join(folder, 'secret'))).toBe(0o600)
  })

  it('[CFG-4] a truncated one is refused in one sentence, not used and not replaced', async () => {
    const folder = join(base, 'd')
    await keptSecret(folder)
    await writeFile(join(folder, 'secret'), 'short\n')
    await expect(keptSecret(folder)).rejects.toMatchObject({ code: 'bad_configuration' })
    expect(await readFile(join(folder, 'secret'), 'utf8')).toBe('short\n')
  })
})
