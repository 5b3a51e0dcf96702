import { accountsName, createAccount, createContact } from '@mutirao/documents'
import type { DemoAccount } from '@mutirao/documents'
import type { Parts } from '../http/parts.ts'
import { openWriter } from './month.ts'
import type { DemoMember } from './month.ts'

/** Customers, written down by the people of the demo, each at its time and through the same door as everybody's edits. */
export async function createDemoAccounts(
  parts: Pick<Parts, 'engine' | 'directory'>,
  {
    workspaceId,
    members,
    accounts,
  }: {
    readonly workspaceId: string
    readonly members: readonly DemoMember[]
    readonly accounts: readonly DemoAccount[]
  },
): Promise<void> {
  await parts.directory.ensureAccountsDocument(workspaceId, members[0]?.userId ?? '')
  const writer = await openWriter(parts, accountsName(workspaceId), members)
  for (const one of accounts)
    await writer.write([one], (doc, context, { account, contacts }) => {
      const { accountId } = createAccount(doc, context, account)
      for (const contact of contacts) createContact(doc, context, { ...contact, accountId })
    })
}
