import { boardCodec, requestCodec, type QueryCodec } from '@mutirao/documents'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { describe, expect, it } from 'vitest'
import type { QueryPort } from '../view/index.ts'
import { useQueryInAddress } from './query-in-address.ts'
import { memoryAddressBar } from './routing/address-bar.ts'
import { RouterProvider, useHere, useRouter } from './routing/react.tsx'
import { createRouter } from './routing/router.ts'

/** What a list at this address holds in the hand. */
function portAt<F extends string>(href: string, codec: QueryCodec<F>) {
  const router = createRouter(memoryAddressBar(href))
  const held: { port: QueryPort<F> | null } = { port: null }
  function List() {
    const { search } = useHere()
    const { goTo, pathname } = useRouter()
    held.port = useQueryInAddress(codec, search, (next) =>
      goTo(`${pathname()}?${new URLSearchParams(Object.entries(next).map(([key, value]) => [key, String(value)]))}`),
    )
    return null
  }
  const place = document.body.appendChild(document.createElement('div'))
  const root = createRoot(place)
  flushSync(() =>
    root.render(
      <RouterProvider router={router}>
        <List />
      </RouterProvider>,
    ),
  )
  const end = () => {
    root.unmount()
    place.remove()
  }
  if (!held.port) throw new Error('the list was not rendered')
  return { port: held.port, asked: () => codec.decode(router.here().search as Record<string, string>), end }
}

describe('the query in the address', () => {
  it('[FND-12] an order chosen and a letter typed before the screen followed both count', () => {
    const board = portAt('/funil/01M81JGK9MBFBKNS11YR6Z7EWR?layout=tabela', boardCodec)
    // All from one render.
    const { setQuery } = board.port
    setQuery((before) => ({ ...before, sort: { by: 'value', descending: true } }))
    setQuery((before) => ({ ...before, text: 'vale' }))
    setQuery((before) => ({ ...before, group: 'owner' }))
    expect(board.asked()).toMatchObject({ text: 'vale', sort: { by: 'value', descending: true }, group: 'owner' })
    board.end()

    const list = portAt('/solicitacoes/01M81JGK9MBFBKNS11YR6Z7EWR', requestCodec)
    list.port.setQuery((before) => ({ ...before, sort: { by: 'title', descending: false } }))
    list.port.setQuery((before) => ({ ...before, text: 'toner' }))
    expect(list.asked()).toMatchObject({ text: 'toner', sort: { by: 'title', descending: false } })
    list.end()
  })
})
