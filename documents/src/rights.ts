/** What a role may do with a document as a whole. What is allowed inside it is for the rules of its kind. */
import { fault } from './faults.ts'
import type { DocumentKindName } from './names.ts'
import type { Role } from './protocol.ts'

const mayWrite = (role: Role): boolean => role !== 'viewer' || fault('ACC-12')

/**
 * A person writes preferences and read marks in their own document whatever their role, and whoever may be asked for an
 * approval may leave an intent (the kind's rules let viewers do nothing else there). Ledgers are the server's.
 */
export function mayWriteTo(kind: DocumentKindName, role: Role): boolean {
  if (kind === 'ledger') return fault('LED-1')
  return kind === 'user' || kind === 'requests' || mayWrite(role)
}
