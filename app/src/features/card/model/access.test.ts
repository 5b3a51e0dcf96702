import { expect, it } from 'vitest'
import { isDetailOpen } from './access.ts'

it('[CRD-9] details are open only when the card’s document is here', () => {
  expect((['opening', 'never-loaded', 'forbidden', 'gone', 'ready'] as const).filter(isDetailOpen)).toEqual(['ready'])
})
