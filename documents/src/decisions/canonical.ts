import { digest as sha256 } from 'lib0/hash/sha256'
import type { JsonValue } from '../kind.ts'

/** JSON with the keys of every object in the order of their UTF-16 code units: the same text for the same value. */
export function canonicalJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map((one) => canonicalJson(one as JsonValue)).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one as JsonValue)}`).join(',')}}`
}

/** SHA-256 of the canonical JSON, 64 lower-case hex digits: what an intent's author saw. */
export function digestOf(value: JsonValue): string {
  const bytes = sha256(new TextEncoder().encode(canonicalJson(value)))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
