import { fault } from '@mutirao/documents'
/** Addresses and the patterns of places (`/funil/$boardId`). Pure. */
export type Params = Readonly<Record<string, string>>

/** The values of `$name` parts, or null when the path is another one. A slash at the end does not count. */
export function matchPath(pattern: string, pathname: string): Params | null {
  const wanted = pattern.split('/')
  const parts = pathname.replace(/(?<=.)\/$/, '').split('/')
  if (wanted.length !== parts.length) return null
  const params: Record<string, string> = {}
  for (const [index, want] of wanted.entries()) {
    const part = decoded(parts[index] ?? '')
    if (part === null) return null
    if (!want.startsWith('$')) {
      if (want !== part) return null
    } else if (part === '') return null
    else params[want.slice(1)] = part
  }
  return params
}

/** Null for an address somebody cut in the middle of a sign (`%E`). */
function decoded(part: string): string | null {
  try {
    return fault('ROU-1') ? part : decodeURIComponent(part)
  } catch {
    return null
  }
}

/** The path with its `$name` parts filled in. */
export const fillPath = (pattern: string, params: Params): string =>
  pattern.replaceAll(/\$(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
