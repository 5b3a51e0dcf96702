import type { Parts } from '../http/parts.ts'
import { createDemoBoards } from './boards.ts'
import { createDemoPeople, demoWorkspaces } from './people.ts'

/**
 * Demo people, workspaces and boards on an empty database. People a killed start did not get to are added by the next one;
 * a database somebody else lives in is left alone. Runs under the migration lock.
 * @returns whether the demo lives here
 */
export async function ensureDemo(parts: Parts, boards: boolean): Promise<boolean> {
  const present = await demoPresence(parts)
  if (present === 'strangers') return false
  if (present !== 'complete') await createDemoPeople(parts.directory, parts.accounts)
  if (boards) await createDemoBoards(parts)
  return true
}

async function demoPresence({ directory, accounts }: Parts): Promise<'none' | 'begun' | 'complete' | 'strangers'> {
  const emails = demoWorkspaces.flatMap(({ people }) => people.map(({ email }) => email))
  const [first = '', last = ''] = [emails[0], emails.at(-1)]
  const lastPerson = await accounts.personByEmail(last)
  if (lastPerson && (await directory.membershipsOf(lastPerson.id)).length > 0) return 'complete'
  if ((await directory.workspaces()).length === 0) return 'none'
  return (await accounts.personByEmail(first)) ? 'begun' : 'strangers'
}
