import type { PolicyRule } from '@mutirao/documents'
import { useState } from 'react'
import { afterEach, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { me } from '../../../engine/testing/world.ts'
import { mount, unmountAll } from '../../../testing/mount.tsx'
import { PolicyRules } from './PolicyRules.tsx'

afterEach(unmountAll)

const rule = (id: string, more: Partial<PolicyRule> = {}): PolicyRule => ({
  id,
  level: 1,
  fromCents: 0,
  costCentres: [],
  categories: [],
  mode: 'any',
  people: [me.id],
  group: '',
  escalateAfterHours: null,
  escalateTo: [],
  ...more,
})

let written: readonly PolicyRule[] = []

function Draft({ start }: { readonly start: readonly PolicyRule[] }) {
  const [rules, setRules] = useState(start)
  const write = (next: readonly PolicyRule[]) => {
    written = next
    setRules(next)
  }
  return (
    <PolicyRules
      rules={rules}
      mayChange
      onAdd={() => {}}
      onChange={(index, next) => write(rules.with(index, next))}
      onRemove={() => {}}
      onSwap={(index, other) => {
        const [one, two] = [rules[index], rules[other]]
        if (one && two) write(rules.with(index, two).with(other, one))
      }}
    />
  )
}

const neverUsed = () => page.getByText('Esta regra nunca vale', { exact: false })

it('[APV-23] a rule that never applies says so, and no longer once it was moved before the one that is taken for it', async () => {
  await mount(() => <Draft start={[rule('all'), rule('it', { costCentres: ['TI'] })]} />)
  await expect.element(neverUsed()).toBeVisible()
  await userEvent.click(page.getByRole('button', { name: 'Subir regra' }))
  await expect.element(neverUsed()).not.toBeInTheDocument()
  expect(written.map(({ id }) => id)).toEqual(['it', 'all'])
})

it('[PUR-25] the hours are what was typed, also when the field was emptied on the way', async () => {
  await mount(() => <Draft start={[rule('all', { escalateAfterHours: 48, escalateTo: [me.id] })]} />)
  await userEvent.click(page.getByRole('button', { name: 'Mudar' }))
  const hours = page.getByLabelText('Horas')
  await userEvent.click(hours)
  await userEvent.keyboard('{Control>}a{/Control}{Backspace}24')
  await expect.element(hours).toHaveValue(24)
  expect(written[0]?.escalateAfterHours).toBe(24)
  await userEvent.keyboard('{Control>}a{/Control}{Backspace}')
  await userEvent.tab()
  await expect.element(hours).toHaveValue(24)
})

it('[PUR-30] a rule is read as a sentence; by keyboard its people are found by typing, added and taken out, and the focus stays', async () => {
  await mount(() => <Draft start={[rule('all', { fromCents: 10_000_00 })]} />)
  const card = page.getByRole('group', { name: me.name, exact: true })
  await expect.poll(() => card.element().textContent).toContain('10.000')
  await expect.element(page.getByLabelText('A partir do total de')).not.toBeInTheDocument()
  await userEvent.click(page.getByRole('button', { name: 'Mudar' }))
  const add = page.getByRole('button', { name: 'Adicionar pessoa' })
  await userEvent.click(add)
  await expect.element(page.getByPlaceholder('Nome')).toHaveFocus()
  await userEvent.keyboard('ANA{Enter}')
  await expect.element(add).toHaveFocus()
  expect(written[0]?.people).toHaveLength(2)
  await expect.element(page.getByText('basta um sim', { exact: false }).first()).toBeVisible()
  await userEvent.keyboard('{Shift>}{Tab}{/Shift}{Enter}')
  await expect.element(add).toHaveFocus()
  expect(written[0]?.people).toEqual([me.id])
  await userEvent.keyboard('{Shift>}{Tab}{/Shift}{Enter}')
  await expect.element(page.getByRole('group', { name: 'Ninguém ainda' })).toBeVisible()
  await expect.element(page.getByRole('button', { name: 'Pronto' })).not.toBeInTheDocument()
})
