import { resolve } from 'node:path'
import { z } from 'zod'
import { MutiraoError, fault, knownFileEndings } from '@mutirao/documents'
import { isLoopbackHost, parseProxyTrust } from './peer-address.ts'
import type { ProxyTrust } from './peer-address.ts'

/**
 * Every variable of the process, declared once: name, form, default, unit, help. `.env.example` is checked against this
 * table by a test; `readConfig` reports every problem at once, one sentence each.
 */
export interface ServerConfig {
  /** TCP port of app, API and sync; 0 lets the system choose one. */
  readonly port: number
  readonly host: string
  /** null: start the embedded Postgres in `dataDir`. */
  readonly databaseUrl: string | null
  /** Absolute path. Embedded database, generated secret. */
  readonly dataDir: string
  /** null: made once and kept in `dataDir`. */
  readonly secret: string | null
  readonly socketsPerPerson: number
  /** Whose `X-Forwarded-For` says where a call comes from. */
  readonly trustProxy: ProxyTrust
  /** Encoded size above which a document only gets smaller. */
  readonly documentMaxBytes: number
  /** Largest file somebody may attach. */
  readonly fileMaxBytes: number
  /** All files of one workspace together, removed ones too: history may still show them. */
  readonly workspaceFileBytes: number
  /** Endings of files that may be attached, lower case, without the dot. */
  readonly fileEndings: readonly string[]
  readonly demo: boolean
  /** null: no mail is sent. Never logged: it may hold a password. */
  readonly smtpUrl: string | null
  readonly mailFrom: string
  /** Where people open the app, for links in mail; null: the address this server listens on. */
  readonly publicUrl: string | null
  /** null: `/metrics` answers loopback only. */
  readonly metricsToken: string | null
  readonly logLevel: LogLevel
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** One declared variable. `form` says in words what is accepted, so that a refusal can repeat it. */
export interface Variable {
  readonly name: string
  readonly form: string
  /** What an absent variable means, as `.env.example` shows it. */
  readonly fallback: string
  readonly help: string
}

const mebibyte = 1024 * 1024

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max))

/** Not `URL.parse`: the socket form `postgres://user@/db?host=%2Ftmp` has an empty host, which it refuses. */
const isPostgresUrl = (raw: string): boolean => /^postgres(ql)?:\/\/\S+$/.test(raw)

const declared = {
  PORT: {
    schema: wholeNumber(0, 65_535).default(3000),
    form: 'a whole number from 0 to 65535 (0: any free port)',
    fallback: '3000',
    help: 'TCP port that serves the app, the API and sync.',
  },
  HOST: {
    schema: z
      .string()
      .regex(/^[0-9A-Za-z.:_-]+$/)
      .default('127.0.0.1'),
    form: 'an address or host name of this machine, without a scheme or port',
    fallback: '127.0.0.1',
    help: 'Address to listen on. 0.0.0.0 opens the server to the network.',
  },
  DATABASE_URL: {
    schema: z.string().refine(isPostgresUrl).nullable().default(null),
    form: 'a URL that starts with postgres:// or postgresql://',
    fallback: '',
    help: 'Postgres 15 or newer. Empty: an embedded Postgres runs inside MUTIRAO_DATA.',
  },
  MUTIRAO_DATA: {
    schema: z.string().default('.data'),
    form: 'a folder path',
    fallback: '.data',
    help: 'Folder of the embedded database and of the generated secret, relative to the folder of the start command.',
  },
  MUTIRAO_SECRET: {
    schema: z.string().min(32).nullable().default(null),
    form: 'at least 32 characters',
    fallback: '',
    help: 'Signs sessions (characters, at least 32). Empty: made once and kept in MUTIRAO_DATA/secret. Several processes on one database must share it.',
  },
  MUTIRAO_SOCKETS_PER_PERSON: {
    schema: wholeNumber(1, 10_000).default(20),
    form: 'a whole number from 1 to 10000',
    fallback: '20',
    help: 'WebSockets one person may hold open at once (count).',
  },
  MUTIRAO_TRUST_PROXY: {
    schema: z
      .string()
      .default('off')
      .transform(parseProxyTrust)
      .refine((trust) => trust !== null),
    form: 'off, a number of proxies from 1 to 10, or addresses and networks separated by commas',
    fallback: 'off',
    help: 'Whose X-Forwarded-For counts for limits per address: nobody’s, that of the so many proxies every call passes, or that of proxies at these addresses (10.0.0.0/8,::1).',
  },
  MUTIRAO_DOCUMENT_MAX_MIB: {
    schema: wholeNumber(1, 4_096).default(64),
    form: 'a whole number from 1 to 4096',
    fallback: '64',
    help: 'Largest document (MiB, encoded; in memory it takes a few times that). Above it only deletions are taken.',
  },
  MUTIRAO_FILE_MAX_MIB: {
    schema: wholeNumber(1, 4_096).default(25),
    form: 'a whole number from 1 to 4096',
    fallback: '25',
    help: 'Largest file somebody may attach (MiB).',
  },
  MUTIRAO_WORKSPACE_FILES_MIB: {
    schema: wholeNumber(1, 100_000_000).default(5_120),
    form: 'a whole number from 1 to 100000000',
    fallback: '5120',
    help: 'All files of one workspace together, removed ones too (MiB). They lie in the database and in its backups.',
  },
  MUTIRAO_FILE_TYPES: {
    schema: z
      .string()
      .toLowerCase()
      .regex(/^[0-9a-z]{1,16}(,[0-9a-z]{1,16})*$/)
      .default(knownFileEndings.join(',')),
    form: 'endings separated by commas, without dots or spaces',
    fallback: knownFileEndings.join(','),
    help: 'Files that may be attached, by the ending of their name.',
  },
  MUTIRAO_DEMO: {
    schema: z.enum(['on', 'off']).nullable().default(null),
    form: 'on or off',
    fallback: '',
    help: 'on: an empty database gets the demo people and boards. Empty: on when the database is embedded and HOST is loopback, else off.',
  },
  MUTIRAO_SMTP_URL: {
    schema: z
      .string()
      .regex(/^smtps?:\/\/\S+$/)
      .nullable()
      .default(null),
    form: 'a URL that starts with smtp:// or smtps://',
    fallback: '',
    help: 'Mail server for notifications, with user and password if it wants them: smtp://user:password@host:587. Empty: no mail.',
  },
  MUTIRAO_MAIL_FROM: {
    schema: z
      .string()
      .regex(/^[^\r\n]*@[^\r\n]+$/)
      .default('Mutirão <mutirao@localhost>'),
    form: 'an e-mail address, with a name in front or without',
    fallback: 'Mutirão <mutirao@localhost>',
    help: 'Sender of notifications.',
  },
  MUTIRAO_PUBLIC_URL: {
    schema: z
      .string()
      .regex(/^https?:\/\/[^\s/]+$/)
      .nullable()
      .default(null),
    form: 'a URL that starts with http:// or https://, without a path',
    fallback: '',
    help: 'Where people open the app, for the links in mail. Empty: the address this server listens on.',
  },
  MUTIRAO_METRICS_TOKEN: {
    schema: z.string().min(16).nullable().default(null),
    form: 'at least 16 characters',
    fallback: '',
    help: 'Bearer token with which GET /metrics answers other machines. Empty: loopback only.',
  },
  LOG_LEVEL: {
    schema: z.enum(logLevels).default('info'),
    form: `one of ${logLevels.join(', ')}`,
    fallback: 'info',
    help: 'What the log on standard output holds.',
  },
} as const

type VariableName = keyof typeof declared
const names = Object.keys(declared) as VariableName[]

/** The table without its parsers, for `.env.example` and OPERATIONS. */
export const variables: readonly Variable[] = (fault('CFG-5') ? names.slice(1) : names).map((name) => ({
  name,
  form: declared[name].form,
  fallback: declared[name].fallback,
  help: declared[name].help,
}))

/** A secret never appears in a message or a log. */
const shown = (name: VariableName, value: string): string =>
  name === 'MUTIRAO_SECRET' || name === 'MUTIRAO_METRICS_TOKEN' || name === 'MUTIRAO_SMTP_URL'
    ? `its ${value.length} characters`
    : JSON.stringify(value.replace(/\/\/[^@/]*@/, '//…@').slice(0, 80))

const schema = z.object({
  PORT: declared.PORT.schema,
  HOST: declared.HOST.schema,
  DATABASE_URL: declared.DATABASE_URL.schema,
  MUTIRAO_DATA: declared.MUTIRAO_DATA.schema,
  MUTIRAO_SECRET: declared.MUTIRAO_SECRET.schema,
  MUTIRAO_SOCKETS_PER_PERSON: declared.MUTIRAO_SOCKETS_PER_PERSON.schema,
  MUTIRAO_TRUST_PROXY: declared.MUTIRAO_TRUST_PROXY.schema,
  MUTIRAO_DOCUMENT_MAX_MIB: declared.MUTIRAO_DOCUMENT_MAX_MIB.schema,
  MUTIRAO_FILE_MAX_MIB: declared.MUTIRAO_FILE_MAX_MIB.schema,
  MUTIRAO_WORKSPACE_FILES_MIB: declared.MUTIRAO_WORKSPACE_FILES_MIB.schema,
  MUTIRAO_FILE_TYPES: declared.MUTIRAO_FILE_TYPES.schema,
  MUTIRAO_DEMO: declared.MUTIRAO_DEMO.schema,
  MUTIRAO_SMTP_URL: declared.MUTIRAO_SMTP_URL.schema,
  MUTIRAO_MAIL_FROM: declared.MUTIRAO_MAIL_FROM.schema,
  MUTIRAO_PUBLIC_URL: declared.MUTIRAO_PUBLIC_URL.schema,
  MUTIRAO_METRICS_TOKEN: declared.MUTIRAO_METRICS_TOKEN.schema,
  LOG_LEVEL: declared.LOG_LEVEL.schema,
})

/**
 * Reads the environment. An empty variable counts as absent (compose files pass empty ones).
 * @throws MutiraoError `bad_configuration`; its message has one line per bad variable
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ServerConfig {
  const given: Record<string, string> = {}
  for (const name of names) {
    const value = env[name]?.trim()
    if (value !== undefined && value !== '') given[name] = value
  }
  const parsed = schema.safeParse(given)
  if (!parsed.success) throw new MutiraoError('bad_configuration', problemsOf(parsed.error.issues, given).join('\n'))
  const read = parsed.data
  return {
    port: fault('CFG-1') ? read.PORT + 1 : read.PORT,
    host: read.HOST,
    databaseUrl: read.DATABASE_URL,
    dataDir: resolve(read.MUTIRAO_DATA),
    secret: read.MUTIRAO_SECRET,
    socketsPerPerson: read.MUTIRAO_SOCKETS_PER_PERSON,
    trustProxy: read.MUTIRAO_TRUST_PROXY ?? { kind: 'nobody' },
    documentMaxBytes: read.MUTIRAO_DOCUMENT_MAX_MIB * mebibyte,
    fileMaxBytes: read.MUTIRAO_FILE_MAX_MIB * mebibyte,
    workspaceFileBytes: read.MUTIRAO_WORKSPACE_FILES_MIB * mebibyte,
    fileEndings: read.MUTIRAO_FILE_TYPES.split(','),
    demo: fault('CFG-3')
      ? true
      : read.MUTIRAO_DEMO === null
        ? read.DATABASE_URL === null && isLoopbackHost(read.HOST)
        : read.MUTIRAO_DEMO === 'on',
    smtpUrl: read.MUTIRAO_SMTP_URL,
    mailFrom: read.MUTIRAO_MAIL_FROM,
    publicUrl: read.MUTIRAO_PUBLIC_URL,
    metricsToken: read.MUTIRAO_METRICS_TOKEN,
    logLevel: read.LOG_LEVEL,
  }
}

function problemsOf(
  issues: readonly { readonly path: readonly PropertyKey[] }[],
  given: Record<string, string>,
): string[] {
  const bad = names.filter((name) => issues.some((issue) => issue.path[0] === name))
  const sentences = bad.map(
    (name) => `${name} must be ${declared[name].form}, but it is ${shown(name, given[name] ?? '')}.`,
  )
  return fault('CFG-2') ? sentences.slice(0, 1) : sentences
}
