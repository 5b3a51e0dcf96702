import { describe, expect, it } from 'vitest'
import { matchOwner, membersMeant } from './owners.ts'
import { matchStage, type KnownStage } from './stages.ts'

const stages: readonly KnownStage[] = [
  { id: 's1', name: 'Prospecção', kind: 'open' },
  { id: 's2', name: 'Qualificação', kind: 'open' },
  { id: 's3', name: 'Reunião técnica', kind: 'open' },
  { id: 's5', name: 'Ganhas', kind: 'won' },
  { id: 's6', name: 'Perdidas', kind: 'lost' },
]
const to = (stageId: string) => ({ kind: 'existing', stageId })

describe('matchStage', () => {
  it('[IMP-8] matches by name whatever case and accents', () => {
    expect(matchStage('PROSPECCAO', stages)).toEqual(to('s1'))
    expect(matchStage('reuniao  TECNICA', stages)).toEqual(to('s3'))
    expect(matchStage(' qualificação ', stages)).toEqual(to('s2'))
  })
  it('[IMP-8] matches the same step in the other language, and won and lost by kind', () => {
    expect(matchStage('Prospecting', stages)).toEqual(to('s1'))
    expect(matchStage('Won', stages)).toEqual(to('s5'))
    expect(matchStage('Closed Lost', stages)).toEqual(to('s6'))
  })
  it('[IMP-8] offers a new stage for what matches nothing or two', () => {
    expect(matchStage('Engaging', stages)).toEqual({ kind: 'create', stageKind: 'open' })
    const two: readonly KnownStage[] = [...stages, { id: 's7', name: 'Renovadas', kind: 'won' }]
    expect(matchStage('Won', two)).toEqual({ kind: 'create', stageKind: 'won' })
    expect(matchStage('★', stages)).toEqual({ kind: 'create', stageKind: 'open' })
  })
})

describe('matchOwner', () => {
  const members = [
    { id: 'u1', name: 'Ana Prado', email: 'ana@demo.mutirao' },
    { id: 'u2', name: 'Bruno Sá' },
    { id: 'u3', name: 'Carla Melo' },
    { id: 'u4', name: 'Carla Melo' },
  ]
  it('[IMP-9] matches by name without accents, by address, and by a name with an address', () => {
    expect(matchOwner('bruno sa', members)).toEqual({ kind: 'member', userId: 'u2' })
    expect(matchOwner('ANA@demo.mutirao', members)).toEqual({ kind: 'member', userId: 'u1' })
    expect(matchOwner('A. Prado <ana@demo.mutirao>', members)).toEqual({ kind: 'member', userId: 'u1' })
    expect(matchOwner('Ana Prado <outra@x.example>', members)).toEqual({ kind: 'member', userId: 'u1' })
  })
  it('[IMP-9] never picks one of two, never guesses from half a name', () => {
    expect(matchOwner('Carla Melo', members)).toEqual({ kind: 'label' })
    expect(matchOwner('Prado', members)).toEqual({ kind: 'label' })
  })
  it('[IMP-30] knows who is meant by a first name only one member has, and of whom there are two', () => {
    expect(matchOwner('ANA', members)).toEqual({ kind: 'member', userId: 'u1' })
    expect(matchOwner('bruno', members)).toEqual({ kind: 'member', userId: 'u2' })
    expect(matchOwner('Carla', members)).toEqual({ kind: 'label' })
    expect(membersMeant('Carla', members).map(({ id }) => id)).toEqual(['u3', 'u4'])
    expect(membersMeant('An', members)).toEqual([])
    expect(membersMeant('', members)).toEqual([])
  })
})
