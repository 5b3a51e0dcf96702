import { describe, expect, it } from 'vitest'
import { originMatches } from './guard.ts'

describe('origin', () => {
  it.each([
    ['http://localhost:3000', 'localhost:3000', true],
    ['http://127.0.0.1:3000', '127.0.0.1:3000', true],
    ['http://localhost:3000', '127.0.0.1:3000', false],
    ['https://crm.example.com', 'crm.example.com', true],
    ['https://crm.example.com', 'CRM.example.com', true],
    ['http://[::1]:3000', '[::1]:3000', true],
    ['https://evil.example', 'crm.example.com', false],
    ['https://crm.example.com.evil.example', 'crm.example.com', false],
    ['http://localhost:3001', 'localhost:3000', false],
    ['null', 'localhost:3000', false],
    ['', 'localhost:3000', false],
    ['file://', '', false],
    ['http://localhost:3000', undefined, false],
  ])('[ACC-8] %s at host %s → %s', (origin, host, matches) => {
    expect(originMatches(origin, host)).toBe(matches)
  })
})
