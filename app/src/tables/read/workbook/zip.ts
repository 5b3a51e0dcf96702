/** The parts of a zip archive that are needed, unpacked only when what they claim to become stays within limits. */
import { strFromU8, unzipSync } from 'fflate'
import { fault } from '@mutirao/documents'

/** A sheet of 50 000 rows and 20 columns has about 60 MB of XML. */
export const maxUnpackedBytes = 160 * 1024 * 1024
const maxEntries = 10_000

/** The archive would become larger than anybody's spreadsheet. */
export class TooLargeError extends Error {}

/**
 * fflate unpacks each part into a buffer of exactly the size the archive claims, so that a claim that lies about what is
 * inside cannot take more memory than was allowed here.
 * @param wanted names of parts; those the archive does not have are absent from the answer
 * @throws TooLargeError, and Error for what is no archive or is damaged
 */
export function unpack(bytes: Uint8Array, wanted: (name: string) => boolean): ReadonlyMap<string, string> {
  let entries = 0
  let unpackedBytes = 0
  const parts = unzipSync(bytes, {
    filter({ name, originalSize }) {
      entries++
      if (!wanted(name)) return false
      unpackedBytes += originalSize
      if ((unpackedBytes > maxUnpackedBytes || entries > maxEntries) && !fault('IMP-19')) throw new TooLargeError(name)
      return true
    },
  })
  return new Map(Object.entries(parts).map(([name, content]) => [name, strFromU8(content)]))
}
