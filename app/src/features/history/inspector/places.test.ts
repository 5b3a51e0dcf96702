import { describe, expect, it } from 'vitest'
import type { DocumentEntry } from '@mutirao/documents'
import { addressOf, documentAsked, documentsToInspect } from './places.ts'
import { requestsCalled } from './requests-called.ts'

const entry = (name: string, kind: DocumentEntry['kind'], title: string): DocumentEntry => ({
  name,
  kind,
  title,
  access: 'write',
})
const documents = documentsToInspect(
  [entry('requests:list-0001', 'requests', 'Compras'), entry('board:board-0001', 'board', 'Funil')],
  'workspace-01',
)

describe('documents one may inspect', () => {
  it('[HSC-22] the accounts of the workspace are among them, listed or not, once', () => {
    const listed = [entry('accounts:workspace-01', 'accounts', 'Contas')]
    expect(documentsToInspect(listed, 'workspace-01').map(({ name }) => name)).toEqual(['accounts:workspace-01'])
    const asked = { documento: 'accounts:workspace-01' }
    expect(documentAsked(asked, documents)).toBe('accounts:workspace-01')
    expect(documentAsked(asked, documentsToInspect([], 'workspace-01'))).toBe('accounts:workspace-01')
  })

  it('[HSC-17] [HSC-22] are boards, lists of requests, accounts and what was decided, each with its own address', () => {
    expect(documents.map(({ name }) => name)).toEqual([
      'board:board-0001',
      'requests:list-0001',
      'accounts:workspace-01',
      'ledger:list-0001',
    ])
    const details = ['card:board-0001.card-0001', 'request:list-0001.request-01']
    for (const name of [...documents.map(({ name }) => name), ...details])
      expect(documentAsked(addressOf(name), documents)).toBe(name)
  })

  it('[HSC-17] whatever an address asks for that this person has not leads to the first board', () => {
    for (const asked of [
      {},
      { quadro: 'board-0002' },
      { quadro: 'board-0002', cartao: 'card-0001' },
      { documento: 'requests:list-0002' },
      { documento: 'request:list-0002.request-01' },
      { documento: 'user:workspace-01.user-0001' },
      { documento: 'accounts:workspace-02' },
      { documento: 'nonsense' },
    ])
      expect(documentAsked(asked, documents), JSON.stringify(asked)).toBe('board:board-0001')
    expect(documentAsked({ quadro: 'board-0001', cartao: '?' }, documents)).toBe('board:board-0001')
    expect(documentAsked({}, [])).toBeNull()
  })

  it('[HSC-17] requests are found by words of title and cost centre, the newest first, archived ones last', () => {
    const state = {
      requests: {
        r1: { title: 'Cadeiras de escritório', createdAt: 1, costCentre: 'TI' },
        r2: { title: 'Café', createdAt: 2, deletedAt: 5 },
        r3: { title: 'Cadeira de rodas', createdAt: 3, costCentre: 'Saúde' },
      },
    }
    const ids = (words: string) => requestsCalled(state, words).map(({ id }) => id)
    expect(ids('')).toEqual(['r3', 'r1', 'r2'])
    expect(ids('CADEIRA')).toEqual(['r3', 'r1'])
    expect(ids('saude cadeira')).toEqual(['r3'])
    expect(ids('cafe')).toEqual(['r2'])
    expect(requestsCalled({}, '')).toEqual([])
  })
})
