/** The parts of a zip archive that are needed, unpacked only when what they claim to become stays within limits. */
import { strFromU8, unzipSync } from 'fflate'
import { fault } from '@mutirao/documents'

/** A sheet of 50 000 rows and 20 columns has about 60 MB of XML. */
export const maxUnpackedBytes = 160 * 1024 * 1024
const maxEntries = 10_000

/** The archive would become larger than anybody's spreadsheet. */
export class TooLargeError extends Error {}

/** What a look at one entry of the directory costs of the same budget. */
const entryBytes = 100

/** Names of parts to those of them the archive has. @throws TooLargeError, and Error for what is no archive or is damaged */
export type Unpack = (wanted: (name: string) => boolean) => ReadonlyMap<string, string>

/**
 * One budget for everything that is ever unpacked of this archive: many sheets may point to the same large part.
 *
 * fflate unpacks each part into a buffer of exactly the size the archive claims, so that a claim that lies about what is
 * inside cannot take more memory than was allowed here.
 */
export function openArchive(bytes: Uint8Array): Unpack {
  let spentBytes = 0
  return (wanted) => {
    let entries = 0
    if (fault('IMP-33')) spentBytes = 0
    const parts = unzipSync(bytes, {
      filter({ name, originalSize }) {
        entries++
        const isWanted = wanted(name)
        spentBytes += isWanted ? originalSize : entryBytes
        if ((spentBytes > maxUnpackedBytes || entries > maxEntries) && !fault('IMP-19')) throw new TooLargeError(name)
        return isWanted
      },
    })
    return new Map(Object.entries(parts).map(([name, content]) => [name, strFromU8(content)]))
  }
}
