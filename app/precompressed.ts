/**
 * Beside each script, style and picture of the built app lies what travels of it: Brotli at its best takes an eighth off what a
 * server can afford to do per request, and that one file is sent to everybody (SPEC HTT-27).
 */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import type { Plugin } from 'vite'

const compress = promisify(brotliCompress)
const worthIt = /\.(js|css|svg)$/
/** Below this a packet is a packet. */
const fromBytes = 1024

/** For the output folder's assets, whose names change with what is in them; everything else is compressed as it is sent. */
export function precompressed(): Plugin {
  let assets = ''
  const one = async (name: string): Promise<void> => {
    const bytes = await readFile(join(assets, name))
    if (bytes.length < fromBytes) return
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    }
    await writeFile(join(assets, `${name}.br`), await compress(bytes, { params }))
  }
  return {
    name: 'precompressed',
    apply: 'build',
    configResolved: ({ root, build }) => {
      assets = join(root, build.outDir, build.assetsDir)
    },
    closeBundle: async () => {
      const names = await readdir(assets)
      await Promise.all(names.filter((name) => worthIt.test(name)).map(one))
    },
  }
}
