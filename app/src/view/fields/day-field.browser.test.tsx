import { useState } from 'react'
import { afterEach, expect, it, onTestFinished } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { chooseLanguage } from '../../i18n/index.ts'
import { mount, unmountAll } from '../../testing/mount.tsx'
import { DayField } from './DayField.tsx'

afterEach(unmountAll)

const taken: (string | null)[] = []
function Form() {
  const [day, setDay] = useState<string | null>('2026-12-05')
  return (
    <DayField
      label="Dia"
      day={day}
      onChange={(next) => {
        taken.push(next)
        setDay(next)
      }}
    />
  )
}

it.each([
  ['pt-BR', '05/12/2026', '7/12/2026', '07/12/2026'],
  ['en', '12/05/2026', '12/7/2026', '12/07/2026'],
] as const)('[DSN-10] is written and typed the way of the interface: %s', async (language, shown, typed, after) => {
  await chooseLanguage(language)
  onTestFinished(() => chooseLanguage('pt-BR'))
  taken.length = 0
  await mount(() => <Form />)
  const field = page.getByRole('textbox', { name: 'Dia' })
  await expect.element(field).toHaveValue(shown)
  await userEvent.click(field)
  await userEvent.keyboard(typed)
  // A whole day counts at once.
  expect(taken).toEqual(['2026-12-07'])
  await userEvent.tab()
  await expect.element(field).toHaveValue(after)
})

it('[DSN-10] what is no day is told, stays to be mended, and is not taken; nothing is nothing', async () => {
  taken.length = 0
  await mount(() => <Form />)
  const field = page.getByRole('textbox', { name: 'Dia' })
  await userEvent.click(field)
  await userEvent.keyboard('45/45')
  await userEvent.tab()
  await expect.element(page.getByRole('alert')).toBeVisible()
  await expect.element(field).toHaveValue('45/45')
  // No form is sent with the day before in its place.
  expect(field.element()).toHaveProperty('validity.valid', false)
  expect(taken).toEqual([])
  await userEvent.fill(field, '')
  await userEvent.tab()
  expect(taken).toEqual([null])
})
