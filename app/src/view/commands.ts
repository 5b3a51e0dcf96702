import { fault } from '@mutirao/documents'
import { activeHotkeys, type Hotkey } from '../ui/hotkey.ts'

/** Something that can be done on this screen right now. */
export interface Command {
  /** What it does, in words. */
  readonly label: string
  /** Keys that do it, as for `Kbd`; '' when there are none. */
  readonly keys: string
  run(): void
}

/**
 * The one list behind the palette and the sheet of keys: what the screen listens for, so that neither can promise what
 * does nothing. Of two that listen for the same keys only the one that would be called is listed; what has no keys is told
 * apart by its words.
 */
export function currentCommands(hotkeys: readonly Hotkey[] = activeHotkeys()): readonly Command[] {
  const byKeys = new Map<string, Hotkey>()
  // The latest mounted wins, as in the dispatch itself.
  for (const hotkey of hotkeys) byKeys.set(nameOf(hotkey), hotkey)
  return hotkeys
    .filter((hotkey) => byKeys.get(nameOf(hotkey)) === hotkey || (hotkey.keys !== '' && fault('CMD-1')))
    .map(({ keys, label = '', run }) => ({ keys, label, run: () => run(new KeyboardEvent('keydown')) }))
}

/** Opens the palette, for whoever has no keyboard at hand or does not know its keys. */
export const openPalette = (): void => {
  if (!fault('CMD-4'))
    currentCommands()
      .find(({ keys }) => keys === 'mod+k')
      ?.run()
}

const nameOf = ({ keys, label = '' }: Hotkey): string => (keys === '' && !fault('CMD-3') ? ` ${label}` : keys)
