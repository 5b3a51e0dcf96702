import { requestName, type ItemSnapshot } from '@mutirao/documents'
import { useState } from 'react'
import { afterEach, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { RequestEdits } from '../../../engine/purchase/index.ts'
import { mount, unmountAll } from '../../../testing/mount.tsx'
import { DetailContext } from '../../../view/detail/context.ts'
import { ItemsList } from './ItemsList.tsx'

afterEach(unmountAll)

const item = (id: string, more: Partial<ItemSnapshot> = {}) =>
  ({
    id,
    description: id,
    quantity: '1',
    unit: '',
    estimateCents: null,
    code: '',
    costCentre: '',
    account: '',
    ...more,
  }) as ItemSnapshot

const detail = {
  document: requestName('01HLIST00000000000000000AA', '01HREQUEST000000000000000A'),
  id: 'r',
  details: {} as never,
  readOnly: false,
  others: [],
  enterField: () => undefined,
  showHistory: null,
}

function Sheet() {
  const [shown, show] = useState<readonly ItemSnapshot[]>([item('Mesa'), item('Cadeira', { estimateCents: 500 })])
  const edits: Partial<RequestEdits> = {
    addItems(made) {
      show([...shown, ...made.map(({ description, quantity }) => item(description, { quantity: quantity ?? '' }))])
      return made.map(({ description }) => description)
    },
    removeItems(ids) {
      show(shown.filter(({ id }) => !ids.includes(id)))
      return true
    },
    setCells(cells) {
      const next = shown.map((one) => {
        const mine = cells.filter(({ itemId }) => itemId === one.id)
        return {
          ...one,
          ...Object.fromEntries(
            mine.map(({ field, value }) => [field === 'estimate' ? 'estimateCents' : field, value]),
          ),
        }
      })
      show(next as readonly ItemSnapshot[])
      return true
    },
  }
  return (
    <DetailContext value={detail}>
      <ItemsList items={shown} currency="BRL" readOnly={false} edits={edits as RequestEdits} />
    </DetailContext>
  )
}

const lines = () =>
  [...document.querySelectorAll('[data-item]')].map((line) => line.textContent.replaceAll(/\s/gu, ' '))

it('[PUR-29] on a phone items are read, opened, written, walked through, added and taken out by thumb', async () => {
  await mount(() => <Sheet />)
  await vi.waitFor(() => expect(lines()).toEqual(['Mesa1 × sem valor—', 'Cadeira1 × R$ 5,00R$ 5,00']))
  await page.getByRole('button', { name: /^Mesa/u }).click()
  const field = (name: string) => page.getByRole('dialog').getByLabelText(name, { exact: true })
  // To be read first: the keyboard of a phone stays away.
  expect(document.activeElement?.tagName).not.toBe('INPUT')
  await field('Valor unit.').fill('1.234,56')
  await field('Qtd').fill('abc')
  await userEvent.tab()
  await expect.element(page.getByRole('alert')).toHaveTextContent('“abc” não é um número. Use 12,5. Continua 1.')
  await field('Qtd').fill('2,5')
  await page.getByRole('button', { name: 'Próximo' }).click()
  await expect.element(page.getByRole('heading', { name: 'Cadeira' })).toBeVisible()
  expect(lines()[0]).toBe('Mesa2,5 × R$ 1.234,56R$ 3.086,40')
  await page.getByRole('button', { name: 'Tirar' }).click()
  await vi.waitFor(() => expect(lines()).toEqual(['Mesa2,5 × R$ 1.234,56R$ 3.086,40']))
  await page.getByLabelText('Novo item: descrição e Enter').fill('Lousa')
  await page.getByRole('button', { name: 'Incluir' }).click()
  // Its words are there: what it lacks is asked.
  await expect.element(page.getByRole('heading', { name: 'Lousa' })).toBeVisible()
  await vi.waitFor(() => expect(document.activeElement?.getAttribute('name')).toBe('item:Lousa.quantity'))
})
