/** Numbers and bytes one after the other; numbers in groups of seven bits, the lowest first. */

const group = 128

export class ByteWriter {
  readonly #parts: Buffer[] = []
  #open: number[] = []

  /** @param value a whole number from 0 to 2^53 - 1 */
  varint(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${value} cannot be written`)
    let rest = value
    for (; rest >= group; rest = Math.floor(rest / group)) this.#open.push((rest % group) + group)
    this.#open.push(rest)
  }

  /** Small numbers of either sign stay small. @param value a whole number of at most 2^52 - 1, either sign */
  signed(value: number): void {
    this.varint(value < 0 ? -2 * value - 1 : 2 * value)
  }

  bytes(value: Buffer): void {
    if (this.#open.length > 0) this.#parts.push(Buffer.from(this.#open))
    this.#open = []
    this.#parts.push(value)
  }

  /** UTF-8, after its length. */
  text(value: string): void {
    const bytes = Buffer.from(value)
    this.varint(bytes.length)
    this.bytes(bytes)
  }

  done(): Buffer {
    this.bytes(Buffer.alloc(0))
    return Buffer.concat(this.#parts)
  }
}

/** Every method throws when the bytes end too early. */
export class ByteReader {
  readonly #from: Buffer
  #at = 0

  constructor(from: Buffer) {
    this.#from = from
  }

  varint(): number {
    let value = 0
    for (let scale = 1; ; scale *= group) {
      const byte = this.#from[this.#at++]
      if (byte === undefined || scale > Number.MAX_SAFE_INTEGER) throw new Error('the bytes end within a number')
      value += (byte % group) * scale
      if (byte < group) return value
    }
  }

  signed(): number {
    const value = this.varint()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  /** Not copied. */
  bytes(length: number): Buffer {
    const end = this.#at + length
    if (end > this.#from.length) throw new Error('the bytes end too early')
    const part = this.#from.subarray(this.#at, end)
    this.#at = end
    return part
  }

  text(): string {
    return this.bytes(this.varint()).toString()
  }

  /** @throws Error when something is left */
  end(): void {
    if (this.#at !== this.#from.length) throw new Error(`${this.#from.length - this.#at} bytes too many`)
  }
}
