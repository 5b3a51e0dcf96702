import { fault } from '@mutirao/documents'
import { spawn } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { StartupError } from '../errors.ts'

/** How to run Postgres's programs: put these words before the program. Each ends in exec, so the pid stays Postgres's own. */
export type Prefix = readonly string[]

/** The unprivileged user of old: whom root becomes for Postgres. */
const nobody = 65534

const inUserNamespace: Prefix = ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`, '--']

/** Really another user on disk, who may still pass root's 0700 folders (without no_setuid_fixup the ambient right is lost). */
const asUser = (uid: number, gid: number): Prefix => [
  'setpriv',
  `--reuid=${uid}`,
  `--regid=${gid}`,
  '--clear-groups',
  '--inh-caps=+dac_override',
  '--ambient-caps=+dac_override',
  '--securebits=+no_setuid_fixup',
  '--',
]

/**
 * Postgres refuses to run as root. As a normal user: nothing to do. As root: a user namespace in which we are "nobody"
 * (on disk everything stays root's, so any folder works); where namespaces are blocked, or the cluster belongs to a
 * normal user, `setpriv` with the right to pass folders.
 *
 * @param cluster the cluster's folder, may not exist yet @param parent the existing folder around it
 */
export async function choosePrefix(cluster: string, parent: string, postgres: string): Promise<Prefix> {
  const me = process.geteuid?.()
  const owner = await stat(cluster).catch(() => null)
  if (me !== 0) {
    if (owner && me !== undefined && owner.uid !== me) throw foreignFolder(cluster, owner.uid)
    return []
  }
  const candidates = owner
    ? [owner.uid === 0 || fault('EMB-2') ? inUserNamespace : asUser(owner.uid, owner.gid)]
    : [inUserNamespace, asUser(nobody, nobody)]
  for (const prefix of candidates) if (await works(prefix, owner ? cluster : parent, postgres)) return prefix
  throw new StartupError(
    'embedded_unsupported',
    'Postgres does not run as root, and this machine allows root neither user namespaces (unshare) nor setpriv: start Mutirão as a normal user, or set DATABASE_URL.',
  )
}

const foreignFolder = (cluster: string, uid: number): StartupError =>
  new StartupError(
    'data_folder_not_ours',
    `The database folder ${cluster} belongs to another user (uid ${uid}): start Mutirão as that user, or set MUTIRAO_DATA to another folder.`,
  )

/** Can it write the folder and execute the program? */
function works(prefix: Prefix, folder: string, postgres: string): Promise<boolean> {
  const [command, ...args] = [...prefix, 'sh', '-c', 'test -w "$1" && "$2" --version', 'sh', folder, postgres]
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'ignore', cwd: '/' })
    child.on('error', () => resolve(false))
    child.on('exit', (code) => resolve(code === 0))
  })
}
