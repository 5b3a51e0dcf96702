import { ledgerName, requestsName } from '@mutirao/documents'
import { describe, expect, it } from 'vitest'
import { createFakeClient } from '../testing/fake-client.ts'
import { me } from '../testing/world.ts'
import { createListSession } from './list-session.ts'

const listId = '01M81JGK9MBFBKNS11YR6Z7EWR'

describe('a list whose decisions have not come', () => {
  it('[PUR-20] says how a request made here stands once this device has looked, and of another one nothing until they are there', () => {
    const client = createFakeClient()
    const ledger = client.document(ledgerName(listId))
    ledger.setState({ loaded: false, everSynced: false, synced: false })
    client.document(requestsName(listId))
    const session = createListSession(client, listId, me, (requestId) => requestId === 'mine')
    const versions: number[] = []
    session.subscribe(() => versions.push(session.view().version))
    const stands = () => ['mine', 'another'].map((id) => session.view().isStanding(id))
    expect(stands()).toEqual([false, false])
    ledger.setState({ loaded: true })
    expect(stands()).toEqual([true, false])
    expect(session.view().ledger).toBeNull()
    // Whoever keeps what is computed from it hears of it.
    expect(versions).toHaveLength(1)
    ledger.setState({ everSynced: true, synced: true })
    expect(stands()).toEqual([true, true])
    session.close()
  })
})
