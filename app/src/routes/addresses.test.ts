import { expect, it } from 'vitest'
import { addresses } from './addresses.ts'

it('[ROU-4] what is asked of no list in particular is kept on the way to the first one', () => {
  const said = { aguarda: 'eu', layout: 'tabela', solicitacao: '' }
  expect(addresses['/solicitacoes'](said)).toEqual({ aguarda: 'eu', layout: 'tabela' })
  expect(addresses['/solicitacoes'](said)).toEqual(addresses['/solicitacoes/$listId'](said))
})
