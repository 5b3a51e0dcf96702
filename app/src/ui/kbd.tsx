import { clsx } from 'clsx'

const apple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)
const names: Record<string, string> = {
  mod: apple ? '⌘' : 'Ctrl',
  shift: apple ? '⇧' : 'Shift',
  alt: apple ? '⌥' : 'Alt',
  escape: 'Esc',
  delete: 'Del',
  enter: '↵',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
}
/** `mod+z` → `Ctrl Z` or `⌘Z`. */
const nameOf = (key: string): string => names[key.toLowerCase()] ?? (key.length === 1 ? key.toUpperCase() : key)

/** Keys as a person finds them on the keyboard; a finger has none. `keys`: as in `useHotkey` (`mod+z`, `n`, `escape`). */
export function Kbd({ keys, inverted = false }: { readonly keys: string; readonly inverted?: boolean }) {
  return (
    <kbd
      className={clsx(
        'rounded-sm border px-1 font-sans text-xs whitespace-nowrap touch:hidden',
        inverted ? 'border-current/30 opacity-80' : 'border-line text-soft',
      )}
    >
      {keys
        .split('+')
        .map(nameOf)
        .join(apple ? '' : ' ')}
    </kbd>
  )
}
