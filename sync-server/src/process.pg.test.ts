import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { signIn, until } from './testing/index.ts'
import { endAll, ready, runServer, startMs, stopped } from './testing/own-process.ts'
import type { Child } from './testing/own-process.ts'

let base: string
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'mutirao-process-'))
})
afterEach(endAll)
afterAll(() => rm(base, { recursive: true, force: true }))

const run = (env: Record<string, string>): Child => runServer(base, env)

/** Processes that work in this folder, by their command line. */
async function processesIn(folder: string): Promise<string[]> {
  const found: string[] = []
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    if (command.includes(folder)) found.push(command.replaceAll('\0', ' '))
  }
  return found
}

describe('the process', () => {
  it('[CFG-2] bad variables: all of them, one sentence each, code not 0', async () => {
    const child = run({ PORT: 'x', LOG_LEVEL: 'loud', MUTIRAO_DATA: join(base, 'never') })
    expect(await child.ended).toBe(1)
    expect(child.err().trim().split('\n')).toEqual([
      'PORT must be a whole number from 0 to 65535 (0: any free port), but it is "x".',
      'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent, but it is "loud".',
    ])
    expect(await readdir(base)).not.toContain('never')
  })

  it('[CFG-7] a taken port: one sentence, code not 0', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const address = taken.address()
    const port = typeof address === 'object' && address ? String(address.port) : ''
    const child = run({ PORT: port, MUTIRAO_DATA: join(base, 'taken') })
    expect(await child.ended).toBe(1)
    expect(child.err().trim()).toBe(
      `Port ${port} on 127.0.0.1 is already used by another program: stop it or set PORT.`,
    )
    await new Promise((resolve) => taken.close(resolve))
    expect(await processesIn(join(base, 'taken'))).toEqual([])
  })

  it('[CFG-9] an unreachable database: one sentence without the password, code not 0', async () => {
    const child = run({ DATABASE_URL: 'postgres://me:hunter2@127.0.0.1:9/none', MUTIRAO_DATA: join(base, 'away') })
    expect(await child.ended).toBe(1)
    expect(child.err().trim()).toMatch(/^The database 127\.0\.0\.1:9\/none cannot be reached: .+\.$/)
    expect(child.err() + child.out()).not.toContain('hunter2')
  })

  it('[CFG-12] a data folder of another Postgres version: one sentence, code not 0, nothing running', async () => {
    const data = join(base, 'old')
    await mkdir(join(data, 'postgres'), { recursive: true })
    await writeFile(join(data, 'postgres', 'PG_VERSION'), '11\n')
    const child = run({ MUTIRAO_DATA: data })
    expect(await child.ended).toBe(1)
    expect(child.err().trim().split('\n')).toHaveLength(1)
    expect(child.err()).toMatch(/11/)
    expect(await processesIn(data)).toEqual([])
  })

  it(
    '[CFG-8] a start that fails late leaves no Postgres running',
    async () => {
      const data = join(base, 'late')
      await mkdir(data)
      // A pipe: the secret cannot be read until somebody writes into it, which is when Postgres runs.
      await promisify(execFile)('mkfifo', [join(data, 'secret')])
      const child = run({ MUTIRAO_DATA: data })
      const postmaster = join(data, 'postgres', 'postmaster.pid')
      await until('Postgres runs', () => existsSync(postmaster), startMs)
      await writeFile(join(data, 'secret'), 'too short\n')
      expect(await child.ended).toBe(1)
      expect(child.err()).toContain('secret')
      expect(await processesIn(data)).toEqual([])
    },
    startMs,
  )

  it(
    '[ACC-7] without the demo the first start prints a link that creates the administrator once',
    async () => {
      const data = join(base, 'empty')
      const child = run({ MUTIRAO_DATA: data, MUTIRAO_DEMO: 'off' })
      const url = await ready(child)
      const link = /(http:\/\/\S+\/comecar\?token=\S+)/.exec(child.out())?.[1] ?? ''
      expect(link.startsWith(`${url}/comecar?token=`)).toBe(true)
      const token = new URL(link).searchParams.get('token') ?? ''
      const begin = (given: string): Promise<Response> =>
        fetch(`${url}/api/setup`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            token: given,
            name: 'Dona Rita',
            email: 'Rita@empresa.example',
            password: 'uma senha boa',
            workspaceName: 'Empresa da Rita',
          }),
        })
      const valid = async (given: string): Promise<unknown> => (await fetch(`${url}/api/setup?token=${given}`)).json()
      expect((await begin('a token nobody printed')).status).toBe(403)
      expect([await valid(token), await valid(`${token}x`)]).toEqual([{ valid: true }, { valid: false }])
      const answers = await Promise.all([begin(token), begin(token), begin(token)])
      expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 403, 403])
      const rita = await signIn(url, 'rita@empresa.example', 'uma senha boa')
      const me = (await (await rita.fetch('/api/me')).json()) as { workspaces: { name: string; role: string }[] }
      expect(me.workspaces).toMatchObject([{ name: 'Empresa da Rita', role: 'admin' }])
      const boards = (await (await rita.fetch(`/api/workspaces/${rita.workspaceId}/documents`)).json()) as unknown[]
      expect(boards).toHaveLength(1)
      expect((await begin(token)).status).toBe(403)

      // [CFG-6] [CFG-10] below: the same folder, stopped and started again.
      await stopped(child, 'SIGTERM')
      const again = run({ MUTIRAO_DATA: data, MUTIRAO_DEMO: 'off' })
      const second = await ready(again)
      expect(again.out()).not.toContain('comecar')
      expect((await signIn(second, 'rita@empresa.example', 'uma senha boa')).userId).toBe(rita.userId)
    },
    startMs * 2,
  )

  it(
    '[CFG-6] [CFG-10] SIGTERM and SIGINT stop cleanly within 10 s, nothing is left, and starting again keeps all',
    async () => {
      const data = join(base, 'demo')
      const signals = ['SIGTERM', 'SIGINT'] as const
      const sessions: string[] = []
      for (const signal of signals) {
        const child = run({ MUTIRAO_DATA: data })
        const url = await ready(child)
        expect(child.out()).toContain('ana@demo.mutirao')
        const ana = await signIn(url, 'ana@demo.mutirao', 'mutirao-demo')
        // A session of the process before is still good: the secret was kept.
        for (const cookie of sessions) expect((await fetch(`${url}/api/me`, { headers: { cookie } })).status).toBe(200)
        sessions.push(ana.cookie)
        const end = await stopped(child, signal)
        expect(end.code).toBe(0)
        expect(end.ms).toBeLessThan(10_000)
        expect(child.err()).toBe('')
        expect(await processesIn(data)).toEqual([])
      }
    },
    startMs * 2,
  )

  it(
    '[CFG-6] a signal in the middle of starting undoes what was done',
    async () => {
      const data = join(base, 'early')
      const child = run({ MUTIRAO_DATA: data, LOG_LEVEL: 'trace' })
      await until('something was begun', async () => (await readdir(base)).includes('early'), startMs)
      expect((await stopped(child, 'SIGTERM')).code).toBe(0)
      expect(child.out()).not.toContain('ready at')
      expect(await processesIn(data)).toEqual([])
    },
    startMs,
  )

  it(
    '[CFG-10] [CFG-11] [CFG-14] a second signal ends it at once; a second server on the folder is refused in a sentence, the first goes on; after kill -9 of it the next start works',
    async () => {
      const data = join(base, 'demo')
      const child = run({ MUTIRAO_DATA: data })
      await ready(child)
      child.process.kill('SIGTERM')
      const end = await stopped(child, 'SIGINT')
      expect(end.code).toBe(1)
      // Otherwise it would wait ten seconds for people and journal.
      expect(end.ms).toBeLessThan(8_000)
      // Whatever it left is taken over by the next start.
      const first = run({ MUTIRAO_DATA: data })
      const url = await ready(first)

      // [CFG-14] below: somebody starts it a second time.
      const second = run({ MUTIRAO_DATA: data })
      expect(await second.ended).toBe(1)
      expect(second.err().trim()).toMatch(/^Another Mutirão uses [^\n]*MUTIRAO_DATA[^\n]*\.$/)
      expect(second.out()).not.toContain('ready at')
      // A sign-in is written: the database of the first is as it was.
      const { cookie } = await signIn(url, 'ana@demo.mutirao', 'mutirao-demo')
      expect(first.err()).toBe('')
      expect((await stopped(first, 'SIGKILL')).code).toBe('SIGKILL')
      const next = await ready(run({ MUTIRAO_DATA: data }))
      expect((await fetch(`${next}/api/me`, { headers: { cookie } })).status).toBe(200)
    },
    startMs * 2,
  )
})
