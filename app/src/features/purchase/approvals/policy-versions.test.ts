import { expect, it } from 'vitest'
import { readVersions } from './policy-versions.ts'

const rules = [{ id: 'a1', level: 1, fromCents: 5_000, people: ['carla'] }]
const decided = (base: number, accepted: boolean) => ({
  by: 'ana',
  accepted,
  decidedAtMs: 1_000 + base,
  intent: { args: { base, rules, ...(base === 1 ? { editors: 'refused' } : {}) } },
})

it('[APV-21] a version is what was accepted: the one behind the version its author had seen', () => {
  const answer = {
    decisions: [decided(0, true), decided(0, false), decided(1, true), { by: 'ana', accepted: true }, 7],
  }
  expect(readVersions(answer)).toMatchObject([
    {
      version: 1,
      by: 'ana',
      atMs: 1_000,
      editors: 'marked',
      rules: [{ level: 1, fromCents: 5_000, people: ['carla'] }],
    },
    { version: 2, by: 'ana', atMs: 1_001, editors: 'refused' },
  ])
  expect([readVersions(null), readVersions({ decisions: 'none' })]).toEqual([[], []])
})
