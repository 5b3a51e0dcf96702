import { afterEach, describe, expect, it, vi } from 'vitest'
import { mount, unmountAll } from '../../../testing/mount.tsx'
import type { OpenFile } from '../flow-state.ts'
import { matchOwner } from '../plan/owners.ts'
import { Owners } from './Owners.tsx'

afterEach(unmountAll)

const members = [
  { id: 'u1', name: 'Ana Prado' },
  { id: 'u2', name: 'Carla Melo' },
  { id: 'u3', name: 'Carla Nogueira' },
]

/** What the part of the dialog reads of an opened file. */
function fileOf(names: readonly string[]): OpenFile {
  const owners = names.map((text) => ({ key: text.toLowerCase(), text, count: 1, choice: matchOwner(text, members) }))
  return { description: { owners }, choices: { owners: {} } } as unknown as OpenFile
}

describe('names of a file', () => {
  it('[IMP-30] a first name of two members is told with both, also among many names; one of a single member is theirs', async () => {
    const names = ['Ana', 'Carla', 'Zé', 'Tonho', 'Rita', 'Lia', 'Ivo']
    const { place } = await mount(() => <Owners file={fileOf(names)} members={members} onOverride={() => undefined} />)
    await vi.waitFor(() =>
      expect(place.textContent).toContain('“Carla” pode ser mais de uma pessoa (Carla Melo e Carla Nogueira)'),
    )
    expect(place.textContent).toContain('1 pessoa reconhecida')
    // To be answered at once, though the names of so many are folded away.
    const controls = [...place.querySelectorAll('[role=combobox]')].map((one) => one.getAttribute('aria-label'))
    expect(controls).toEqual(['Todos os que não são da equipe', 'Carla vira'])
  })
})
