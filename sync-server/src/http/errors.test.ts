import { MutiraoError, errorCatalogue } from '@mutirao/documents'
import { describe, expect, it } from 'vitest'
import { asMutiraoError, errorBody, languageOf } from './errors.ts'

describe('error answers', () => {
  it.each([
    [undefined, 'ptBR'],
    ['', 'ptBR'],
    ['*', 'ptBR'],
    ['fr-FR,fr;q=0.9', 'ptBR'],
    ['pt-BR,pt;q=0.9,en;q=0.8', 'ptBR'],
    ['en-GB,en;q=0.9', 'en'],
    ['fr;q=1,en;q=0.5,pt;q=0.4', 'en'],
    ['en;q=0.1,pt-BR;q=0.9', 'ptBR'],
    ['en;q=0,pt;q=0.1', 'ptBR'],
    ['en;q=abc', 'en'],
  ])('[HTT-3] Accept-Language %s is answered in %s', (header, language) => {
    expect(languageOf(header)).toBe(language)
  })

  it('[HTT-2] what is not ours becomes internal and says nothing about itself', () => {
    const told = asMutiraoError(new Error('secret detail at /srv/x.ts'))
    expect(errorBody(told, 'en')).toEqual({ code: 'internal', message: errorCatalogue.internal.en })
  })

  it('[HTT-1] a database that is away is told as transient, with a time to come back', () => {
    const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', syscall: 'connect' })
    const told = asMutiraoError(away)
    expect(told).toMatchObject({ code: 'journal_unavailable', retryAfterSeconds: 5 })
  })

  it('[HTT-1] a refusal of the framework keeps its kind', () => {
    const withStatus = (statusCode: number) => asMutiraoError(Object.assign(new Error('no'), { statusCode })).code
    expect([400, 404, 413, 415].map(withStatus)).toEqual([
      'invalid_request',
      'not_found',
      'payload_too_large',
      'invalid_request',
    ])
  })

  it('[HTT-1] a bad request names the part', () => {
    const { message } = errorBody(new MutiraoError('invalid_request', 'body/title is empty'), 'en')
    expect(message).toBe(`${errorCatalogue.invalid_request.en} (body/title is empty)`)
  })
})
