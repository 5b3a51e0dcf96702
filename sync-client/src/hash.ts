import { digest as digestInScript } from 'lib0/hash/sha256'

/**
 * SHA-256 as 64 lower-case hex digits. Browsers keep their own implementation for `https` and `localhost`: on a phone that
 * reaches the server by its plain network address a script does it (about a second for 25 MiB).
 */
export async function sha256Of(bytes: Blob): Promise<string> {
  const buffer = await bytes.arrayBuffer()
  // The types promise it; the insecure page does not have it.
  const subtle = globalThis.crypto.subtle as SubtleCrypto | undefined
  const digest = subtle
    ? new Uint8Array(await subtle.digest('SHA-256', buffer))
    : digestInScript(new Uint8Array(buffer))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
