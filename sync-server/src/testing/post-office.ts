import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface Arrived {
  readonly to: string
  readonly messageId: string
  readonly text: string
}

/** A mail server as any other: it keeps what it takes, and can be told to refuse for a while. */
export class PostOffice {
  readonly letters: Arrived[] = []
  refusing = 0
  readonly #server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        const messageId = /^Message-ID: (\S+)/im.exec(text)?.[1] ?? ''
        this.seen.push(messageId)
        if (this.refusing > 0) {
          this.refusing--
          return callback(Object.assign(new Error('come again'), { responseCode: 451 }))
        }
        for (const { address } of session.envelope.rcptTo) this.letters.push({ to: address, messageId, text })
        return callback()
      })
    },
  })
  /** Of everything that came to the door, refused or not. */
  readonly seen: string[] = []

  async open(): Promise<string> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server.server, 'listening')
    return `smtp://127.0.0.1:${(this.#server.server.address() as AddressInfo).port}`
  }
  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }
}

/** Quoted-printable UTF-8, as our letters travel. */
export const plainLetter = (text: string): string => {
  const bytes = text
    .replaceAll(/=\r?\n/gu, '')
    .replaceAll(/=([0-9A-F]{2})/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}
