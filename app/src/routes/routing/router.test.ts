import { describe, expect, it, vi } from 'vitest'
import { memoryAddressBar, type AddressBar } from './address-bar.ts'
import { fillPath, matchPath } from './match.ts'
import { createRouter } from './router.ts'

describe('addresses', () => {
  it('[ROU-1] a path gives its parts decoded, whatever stands in them, and none when it is another one', () => {
    expect(matchPath('/contas/$accountKey', '/contas/~A%2FB%20%26%20C')).toEqual({ accountKey: '~A/B & C' })
    expect(matchPath('/contas/$accountKey', '/contas')).toBeNull()
    expect(matchPath('/contas/$accountKey', '/contas/')).toBeNull()
    expect(matchPath('/contas/$accountKey', '/contas/%E')).toBeNull()
    expect(matchPath('/contas', '/contas/')).toEqual({})
    expect(matchPath('/', '/')).toEqual({})
    for (const accountKey of ['~Á&B/C?d=%', 'simples', '$1'])
      expect(matchPath('/contas/$accountKey', fillPath('/contas/$accountKey', { accountKey }))).toEqual({ accountKey })
  })

  it('[ROU-2] an address is read with what is understood of it, and nothing else; one that means nothing says so', () => {
    const at = (href: string) => createRouter(memoryAddressBar(href)).here()
    const board = at('/funil/01ABC?card=X&dono=eu&quatsch=1')
    expect([board.path, board.params, board.search]).toEqual([
      '/funil/$boardId',
      { boardId: '01ABC' },
      { card: 'X', dono: 'eu' },
    ])
    expect(at('/').path).toBe('/funil')
    expect(at('/nirgends').path).toBeNull()
    // Only places of our own to come back to.
    expect(at('/entrar?de=/contas').search).toEqual({ de: '/contas' })
    expect(at('/entrar?de=//evil.example').search).toEqual({})
    expect(at('/entrar?de=https://evil.example').search).toEqual({})
  })

  it('[ROU-3] going writes the address, tells once, and an address that stays is not written twice into the history', () => {
    const inMemory = memoryAddressBar('/funil')
    const write = vi.fn<AddressBar['write']>(inMemory.write)
    const router = createRouter({ ...inMemory, write })
    const told = vi.fn()
    router.subscribe(told)
    router.go({ to: '/funil/$boardId', params: { boardId: 'B' }, search: { card: 'C' } })
    router.go({ to: '/funil/$boardId', params: { boardId: 'B' }, search: { card: 'C' } })
    router.go({ to: '/contas', replace: true })
    expect(write.mock.calls).toEqual([
      ['/funil/B?card=C', 'push'],
      ['/funil/B?card=C', 'replace'],
      ['/contas', 'replace'],
    ])
    expect(told).toHaveBeenCalledTimes(2)
    expect(router.here().path).toBe('/contas')
  })
})
