import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  checkEmail,
  checkPhone,
  companyDomain,
  foldCompanyName,
  formatPhone,
  isAreaCode,
  phoneKey,
  siteDomain,
} from './index.ts'

describe('telephones', () => {
  it.each([
    ['(11) 98765-4321', '+5511987654321', '(11) 98765-4321'],
    ['11987654321', '+5511987654321', '(11) 98765-4321'],
    ['+55 (11) 98765-4321', '+5511987654321', '(11) 98765-4321'],
    ['55 11 98765 4321', '+5511987654321', '(11) 98765-4321'],
    ['0 11 3456-7890', '+551134567890', '(11) 3456-7890'],
    ['0 15 11 3456-7890', '+551134567890', '(11) 3456-7890'],
    ['0xx'.replace('xx', '41') + ' 21 98765-4321', '+5521987654321', '(21) 98765-4321'],
    ['55 3222-1234', '+555532221234', '(55) 3222-1234'],
    ['0800 123 4567', '08001234567', '0800 123 4567'],
    ['4004-1234', '40041234', '4004-1234'],
    ['+1 415 555 2671', '+14155552671', '+14155552671'],
  ])('[BRZ-4] [BRZ-7] %j is taken', (typed, value, shown) => {
    expect(checkPhone(typed)).toEqual({ ok: true, value })
    expect(formatPhone(value)).toBe(shown)
    expect(checkPhone(shown)).toEqual({ ok: true, value })
  })

  it.each([
    ['20 98765-4321', 'bad_area_code'],
    ['98765-4321', 'no_area_code'],
    ['3456-7890', 'no_area_code'],
    ['11 8765-4321', 'no_ninth_digit'],
    ['11 18765-4321', 'bad_local_number'],
    ['11 1234-5678', 'bad_local_number'],
    ['123', 'too_short'],
    ['', 'too_short'],
    ['11 98765 43210 99', 'too_long'],
    ['+1 23', 'too_short'],
    ['+1234567890123456', 'too_long'],
    ['ligar para Ana', 'bad_character'],
  ])('[BRZ-4] %j is told as %s', (typed, problem) => {
    expect(checkPhone(typed)).toEqual({ ok: false, problem })
  })

  it('[BRZ-4] of all two-digit area codes those of Brazil’s cities are taken', () => {
    const codes = Array.from({ length: 100 }, (_, i) => String(i).padStart(2, '0'))
    const taken = codes.filter((code) => checkPhone(`${code} 98765-4321`).ok)
    expect(taken).toEqual(codes.filter(isAreaCode))
    expect(taken).toHaveLength(67)
    for (const never of [
      '10',
      '20',
      '23',
      '25',
      '26',
      '29',
      '30',
      '36',
      '39',
      '40',
      '50',
      '52',
      '60',
      '70',
      '72',
      '76',
      '78',
      '80',
      '90',
    ])
      expect(taken).not.toContain(never)
  })

  it('[BRZ-4] a number has one key with and without the ninth digit', () => {
    const keys = ['(11) 98765-4321', '+5511987654321', '11 8765-4321', '55 11 8765-4321'].map(phoneKey)
    expect(new Set(keys)).toEqual(new Set(['1187654321']))
    expect([phoneKey('12'), phoneKey('')]).toEqual([null, null])
  })
})

describe('e-mail addresses', () => {
  it.each(['ana@padaria.com.br', 'ana.maria+nota@sub.padaria.com.br', 'joão@café.com.br', 'a@b.co'])(
    '[BRZ-5] %j is taken',
    (typed) => {
      expect(checkEmail(typed)).toEqual({ ok: true, value: typed })
    },
  )
  it.each([
    '',
    'ana',
    'ana@',
    '@padaria.com',
    'ana@padaria',
    'ana@@padaria.com',
    'a b@c.com',
    'ana@padaria..com',
    'x@-a.com',
    'a@b.c1',
    '<a@b.co>',
  ])('[BRZ-5] %j is not', (typed) => {
    expect(checkEmail(typed)).toEqual({ ok: false, problem: 'not_an_email' })
  })
  it('[BRZ-5] only the domain loses its case; a company has a domain of its own', () => {
    expect(checkEmail(' Ana@PADARIA.com.BR ')).toEqual({ ok: true, value: 'Ana@padaria.com.br' })
    expect(['ana@Acme.com', 'ana@gmail.com', 'ana@uol.com.br', 'nonsense'].map(companyDomain)).toEqual([
      'acme.com',
      null,
      null,
      null,
    ])
    expect(
      ['https://www.Acme.com.br/quem?x=1', 'acme.com:8080', 'www.acme.com', 'acme', 'gmail.com'].map(siteDomain),
    ).toEqual(['acme.com.br', 'acme.com', 'acme.com', null, null])
  })
})

describe('names of companies', () => {
  it.each([
    ['Padaria São João Ltda. - ME', 'PADARIA SAO JOAO'],
    ['Banco do Brasil S.A.', 'banco do brasil s/a'],
    ['Gota d’Água Comércio EIRELI', "Gota d'Agua Comercio"],
    ['A.B.C. Transportes Ltda', 'ABC Transportes'],
    ['Silva & Filhos', 'Silva e Filhos'],
    ['  Acme   Corp ', 'acme'],
  ])('[BRZ-6] %j and %j are one', (a, b) => {
    expect(foldCompanyName(a)).toBe(foldCompanyName(b))
  })

  it('[BRZ-6] other companies stay others, a name that is only a form keeps it', () => {
    const names = ['Mesa', 'Casa', 'Sa', 'ME', 'Ltda', 'Cosan', 'Acme Sul', 'Acme Norte', 'S.A.', '???', '!!!']
    expect(new Set(names.map(foldCompanyName)).size).toBe(names.length - 1) // "Sa" and "S.A." are one
    expect(foldCompanyName('Mesa')).toBe('mesa')
  })

  it('[BRZ-6] folding twice changes nothing, and something never becomes nothing', () => {
    const words = fc.array(
      fc.constantFrom('São', 'João', 'S.A.', 'S/A', 'Ltda.', 'ME', 'd’Água', '&', '-', 'EPP', 'Acme', '3M'),
      {
        minLength: 1,
        maxLength: 6,
      },
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          words.map((list) => list.join(' ')),
        ),
        (name) => {
          const folded = foldCompanyName(name)
          expect(foldCompanyName(folded)).toBe(folded)
          expect(folded === '').toBe(name.trim() === '')
        },
      ),
      { numRuns: 300 },
    )
  })
})
