import { accountsName, boardName, createAccount } from '@mutirao/documents'
import { testContext } from '@mutirao/documents/testing'
import { afterEach, expect, it, vi } from 'vitest'
import { boardId, workspace } from '../../../engine/testing/world.ts'
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

const type = (field: HTMLInputElement, text: string): void => {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
const press = (on: Element, key: string) =>
  on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))

it('[CTA-21] an account just made can be opened from its field, and Esc leads back to the button', async () => {
  const opened: string[] = []
  const here = { ...places, onOpenAccount: (key: string) => void opened.push(key) }
  const { place, client } = await mount(() => <Accounts accountKey={null} places={here} status={null} />)
  const accounts = client.document(accountsName(workspace.id))
  accounts.deliver()
  const button = await vi.waitUntil(() =>
    [...place.querySelectorAll('button')].find(({ textContent }) => textContent === 'Nova conta'),
  )
  button.focus()
  button.click()
  const field = await vi.waitUntil(() => place.querySelector<HTMLInputElement>('input[aria-label="Nome da conta"]'))
  type(field, 'Metalúrgica Boa Vista')
  field.form?.requestSubmit()
  const open = await vi.waitUntil(() =>
    [...place.querySelectorAll('button')].find(({ textContent }) => textContent === 'Abrir “Metalúrgica Boa Vista”'),
  )
  open.click()
  expect(opened).toHaveLength(1)
  press(field, 'Escape')
  await vi.waitUntil(() => !field.isConnected)
  expect(document.activeElement).toBe(button)
})

it('[CTA-20] the page of an account names the one it may be the same as, and says that it is not', async () => {
  const client = createFakeClient()
  const { doc } = client.document(accountsName(workspace.id))
  const context = testContext('user-ana-0001', 3)
  const { accountId } = createAccount(doc, context, { name: 'Metalúrgica Boa Vista', cnpj: '11222333000181' })
  const other = createAccount(doc, context, { name: 'MBV Comércio', cnpj: '11222333000181' }).accountId
  createAccount(doc, context, { name: 'Outra' })
  const { place } = await mount(() => <Accounts accountKey={accountId} places={places} status={null} />, { client })
  const line = await vi.waitUntil(() => place.querySelector('[data-duplicate]'))
  expect(line.getAttribute('data-duplicate')).toBe(other)
  expect(line.textContent).toContain('MBV Comércio (mesmo CNPJ)')
  expect(place.querySelectorAll('[data-duplicate]')).toHaveLength(1)
  line.querySelector('button')?.click()
  await vi.waitUntil(() => place.querySelector('[data-duplicate]') === null)
})
