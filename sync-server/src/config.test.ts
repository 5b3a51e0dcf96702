import { readFileSync } from 'node:fs'
import { isMutiraoError } from '@mutirao/documents'
import { describe, expect, it } from 'vitest'
import { readConfig, variables } from './config.ts'

const problems = (env: Record<string, string>): string[] => {
  try {
    readConfig(env)
  } catch (error) {
    if (isMutiraoError(error, 'bad_configuration')) return error.message.split('\n')
    throw error
  }
  return []
}

describe('configuration', () => {
  it('[CFG-1] an empty environment gives the defaults of .env.example', () => {
    const config = readConfig({})
    expect(config).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: null,
      secret: null,
      socketsPerPerson: 20,
      documentMaxBytes: 64 * 1024 * 1024,
      fileMaxBytes: 25 * 1024 * 1024,
      workspaceFileBytes: 5 * 1024 * 1024 * 1024,
      trustProxy: { kind: 'nobody' },
      metricsToken: null,
      logLevel: 'info',
    })
    expect(config.dataDir.endsWith('/.data')).toBe(true)
  })

  it('[CFG-1] an empty variable counts as absent', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: ' ' })).toMatchObject({ port: 3000, databaseUrl: null })
  })

  it.each([
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '3000.5'],
    ['PORT', 'http'],
    ['HOST', 'http://localhost'],
    ['HOST', 'a b'],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['DATABASE_URL', 'localhost'],
    ['MUTIRAO_SECRET', 'short'],
    ['MUTIRAO_SOCKETS_PER_PERSON', '0'],
    ['MUTIRAO_TRUST_PROXY', 'yes'],
    ['MUTIRAO_TRUST_PROXY', '10.0.0.0/33'],
    ['MUTIRAO_DOCUMENT_MAX_MIB', '0'],
    ['MUTIRAO_FILE_MAX_MIB', '25 MB'],
    ['MUTIRAO_WORKSPACE_FILES_MIB', '0'],
    ['MUTIRAO_FILE_TYPES', '.pdf, .png'],
    ['MUTIRAO_DEMO', 'yes'],
    ['MUTIRAO_METRICS_TOKEN', 'short'],
    ['LOG_LEVEL', 'verbose'],
  ])('[CFG-2] %s=%s is refused in one sentence that names the variable and its form', (name, value) => {
    const found = problems({ [name]: value })
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(new RegExp(`^${name} must be .+, but it is .+\\.$`))
  })

  it('[CFG-2] all problems are told at once', () => {
    const found = problems({ PORT: 'x', HOST: '::::/', LOG_LEVEL: 'loud', MUTIRAO_DEMO: 'maybe' })
    expect(found.map((line) => line.split(' ')[0])).toEqual(['PORT', 'HOST', 'MUTIRAO_DEMO', 'LOG_LEVEL'])
  })

  it('[CFG-2] a refusal never repeats a secret or a password', () => {
    const text = problems({ MUTIRAO_SECRET: 'hunter2', DATABASE_URL: 'mysql://me:hunter2@db/x' }).join('\n')
    expect(text).not.toContain('hunter2')
  })

  it.each([
    [{}, true],
    [{ HOST: 'localhost' }, true],
    [{ HOST: '::1' }, true],
    [{ HOST: '0.0.0.0' }, false],
    [{ DATABASE_URL: 'postgres://db/x' }, false],
    [{ HOST: '0.0.0.0', MUTIRAO_DEMO: 'on' }, true],
    [{ MUTIRAO_DEMO: 'off' }, false],
  ])('[CFG-3] the demo is on only for an embedded database on loopback, unless said: %j → %s', (env, demo) => {
    expect(readConfig(env).demo).toBe(demo)
  })

  it('[CFG-5] .env.example holds every variable with its default and help, and nothing else', () => {
    const lines = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8').split('\n')
    const shown = lines.flatMap((line) => /^#?([A-Z_]+)=(.*)$/.exec(line)?.slice(1, 3) ?? [])
    expect(shown).toEqual(variables.flatMap(({ name, fallback }) => [name, fallback]))
    for (const { help, form } of variables) {
      expect(lines).toContain(`# ${help}`)
      expect(lines).toContain(`# Form: ${form}.`)
    }
  })
})
