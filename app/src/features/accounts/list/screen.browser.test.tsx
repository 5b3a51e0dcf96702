import { boardName } from '@mutirao/documents'
import { afterEach, expect, it, vi } from 'vitest'
import { boardId } from '../../../engine/testing/world.ts'
import { createFakeClient } from '../../../engine/testing/fake-client.ts'
import { mount, unmountAll } from '../../../testing/mount.tsx'
import Accounts, { type AccountPlaces } from '../index.tsx'

afterEach(unmountAll)

const places: AccountPlaces = {
  accountHref: (key) => key,
  onOpenAccount: () => undefined,
  cardHref: (_board, cardId) => cardId,
  onOpenCard: () => undefined,
  onList: () => undefined,
  onHistory: null,
}

it('[CTA-19] the list of accounts says nothing of being empty while a board is being read', async () => {
  const client = createFakeClient()
  const board = client.document(boardName(boardId))
  board.setState({ everSynced: false, synced: false })
  const { place } = await mount(() => <Accounts accountKey={null} places={places} status={null} />, { client })
  await vi.waitUntil(() => place.querySelector('[aria-busy]'))
  expect(place.textContent).not.toContain('Nenhuma conta')
  board.setState({ everSynced: true, synced: true })
  await vi.waitUntil(() => place.querySelector('[data-account]'))
  expect(place.querySelector('[aria-busy]')).toBeNull()
})
