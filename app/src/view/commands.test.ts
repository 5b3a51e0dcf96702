import { describe, expect, it, vi } from 'vitest'
import type { Hotkey } from '../ui/hotkey.ts'
import { currentCommands } from './commands.ts'

describe('what can be done on this screen', () => {
  it('[CMD-1] lists what would really be called when two listen for the same keys', () => {
    vi.stubGlobal('KeyboardEvent', class {})
    const calls: string[] = []
    const hotkey = (keys: string, label: string): Hotkey => ({ keys, label, run: () => void calls.push(label) })
    const commands = currentCommands([hotkey('e', 'Abrir'), hotkey('m', 'Mover'), hotkey('e', 'Editar')])
    expect(commands.map(({ keys, label }) => `${keys} ${label}`)).toEqual(['m Mover', 'e Editar'])
    for (const command of commands) command.run()
    expect(calls).toEqual(['Mover', 'Editar'])
    vi.unstubAllGlobals()
  })

  it('[CMD-3] what has no keys is there too, each by its words, and no key calls it', () => {
    const hotkey = (keys: string, label: string): Hotkey => ({ keys, label, run: () => undefined })
    const all = [hotkey('', 'Exportar'), hotkey('', 'Visão: Fim do mês'), hotkey('n', 'Nova'), hotkey('', 'Exportar')]
    expect(currentCommands(all).map(({ keys, label }) => `${keys} ${label}`)).toEqual([
      ' Visão: Fim do mês',
      'n Nova',
      ' Exportar',
    ])
  })
})
