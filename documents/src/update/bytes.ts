import { decodeUtf8 } from 'lib0/string'
import { fault } from '../faults.ts'

/** The bytes are not an update this program accepts. Thrown by `ByteReader`, caught by the entry points of this folder. */
export class MalformedUpdate extends Error {}

/** JSON deeper than this overflows somebody's stack sooner or later: one such value would make every later encoding throw. */
const maxValueDepth = 100
/** Below this many bytes a loop beats the set-up cost of a TextDecoder call. */
const shortStringBytes = 24

/** Reads lib0's encoding of untrusted bytes. Every read checks its bounds and throws `MalformedUpdate` beyond them. */
export class ByteReader {
  readonly bytes: Uint8Array
  pos = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  byte(): number {
    const value = this.bytes[this.pos++]
    if (value === undefined) throw new MalformedUpdate('ends too early')
    return value
  }

  /** An unsigned integer of variable length, at most 2^53 − 1. */
  uint(): number {
    const bytes = this.bytes
    const first = bytes[this.pos++]
    if (first === undefined) throw new MalformedUpdate('ends too early')
    if (first < 128) return first
    let value = first & 127
    for (let factor = 128; factor <= 2 ** 49; factor *= 128) {
      const byte = this.byte()
      value += (byte & 127) * factor
      if (byte < 128) {
        if (value > Number.MAX_SAFE_INTEGER) break
        return value
      }
    }
    throw new MalformedUpdate('number out of range')
  }

  skip(length: number): void {
    if (length > this.bytes.length - this.pos) throw new MalformedUpdate('ends too early')
    this.pos += length
  }

  string(): string {
    const length = this.uint()
    const start = this.pos
    this.skip(length)
    if (length <= shortStringBytes) {
      let text = ''
      let i = start
      for (; i < this.pos; i++) {
        const code = this.bytes[i] as number
        if (code > 127) break
        text += String.fromCharCode(code)
      }
      if (i === this.pos) return text
    }
    try {
      return decodeUtf8(this.bytes.subarray(start, this.pos))
    } catch (cause) {
      throw new MalformedUpdate('not UTF-8', { cause })
    }
  }

  /** A name that becomes a property of plain objects in Yjs and in its readers; `__proto__` would swap their prototype. */
  key(): string {
    const name = this.string()
    if (name === '__proto__') throw new MalformedUpdate('forbidden name')
    return name
  }

  binary(): Uint8Array {
    const length = this.uint()
    const start = this.pos
    this.skip(length)
    return this.bytes.slice(start, this.pos)
  }

  /** JSON as text (embeds, formats, legacy JSON content). */
  json(): unknown {
    const text = this.string()
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch (cause) {
      throw new MalformedUpdate('not JSON', { cause })
    }
    checkDepth(value, 0)
    return value
  }

  /** lib0's self-describing values; tags count down from 127. */
  any(depth = 0): unknown {
    const tag = this.byte()
    switch (tag) {
      case 127:
        return undefined
      case 126:
        return null
      case 125:
        return this.signed()
      case 124:
        return this.view(4).getFloat32(0)
      case 123:
        return this.view(8).getFloat64(0)
      case 122:
        return this.view(8).getBigInt64(0)
      case 121:
        return false
      case 120:
        return true
      case 119:
        return this.string()
      case 118:
        return this.object(depth)
      case 117:
        return this.array(depth)
      case 116:
        return this.binary()
      default:
        throw new MalformedUpdate('unknown value tag')
    }
  }

  private object(depth: number): Record<string, unknown> {
    if (depth >= maxValueDepth) throw new MalformedUpdate('nested too deep')
    const value: Record<string, unknown> = {}
    for (let left = this.uint(); left > 0; left--) {
      const name = this.key()
      value[name] = this.any(depth + 1)
    }
    return value
  }

  private array(depth: number): unknown[] {
    if (depth >= maxValueDepth && !fault('UPD-1')) throw new MalformedUpdate('nested too deep')
    const value: unknown[] = []
    for (let left = this.uint(); left > 0; left--) value.push(this.any(depth + 1))
    return value
  }

  private signed(): number {
    const first = this.byte()
    let value = first & 63
    if (first >= 128) {
      let byte = 128
      for (let factor = 64; byte >= 128; factor *= 128) {
        byte = this.byte()
        value += (byte & 127) * factor
        if (factor > 2 ** 50 || value > Number.MAX_SAFE_INTEGER) throw new MalformedUpdate('number out of range')
      }
    }
    return (first & 64) !== 0 ? -value : value
  }

  private view(length: number): DataView {
    const start = this.bytes.byteOffset + this.pos
    this.skip(length)
    return new DataView(this.bytes.buffer, start, length)
  }
}

function checkDepth(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null) return
  if (depth >= maxValueDepth) throw new MalformedUpdate('nested too deep')
  if (Object.hasOwn(value, '__proto__')) throw new MalformedUpdate('forbidden name')
  for (const inner of Object.values(value)) checkDepth(inner, depth + 1)
}
