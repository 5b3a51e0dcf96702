import { cleanFileName, fault, keepEnding } from '@mutirao/documents'
import type { InlineType } from '@mutirao/documents'

/** What a browser is told about bytes somebody uploaded. */
export interface DownloadHeaders {
  readonly 'content-type': string
  readonly 'content-disposition': string
  readonly 'content-security-policy': string
  readonly 'x-content-type-options': 'nosniff'
  readonly 'cross-origin-resource-policy': 'same-origin'
  readonly 'cache-control': string
}

/** Nothing may load, run, submit or reach our origin: a sandbox without `allow-same-origin` has an origin of its own. */
const sealed = "default-src 'none'; sandbox; frame-ancestors 'none'"
/** The same for PDF, without the sandbox: browsers refuse to start their PDF viewer in one (and it is sandboxed by itself). */
const sealedPdf = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"

/**
 * @param type what the bytes are, by themselves (`inlineTypeOf`)
 * @param show the caller asks to see it instead of saving it; granted for the types that are safe
 * @param name as the caller calls it; the ending stays that of the upload
 */
export function downloadHeaders(
  { uploadName, name }: { readonly uploadName: string; readonly name: string | undefined },
  type: InlineType | null,
  show: boolean,
): DownloadHeaders {
  const inline = show && type !== null
  const asked = cleanFileName(name ?? uploadName)
  const shownName = keepEnding(asked === '' ? 'arquivo' : asked, uploadName)
  const policy = inline && type === 'application/pdf' ? sealedPdf : sealed
  return {
    // Without `show` nobody is told what it is: a browser then has nothing to open.
    'content-type': inline ? type : fault('FIL-5') ? 'text/html' : 'application/octet-stream',
    'content-disposition': `${inline ? 'inline' : 'attachment'}; ${fileNames(shownName)}`,
    'content-security-policy': fault('FIL-5') ? "default-src 'self'" : policy,
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    // Asked again each time: whoever lost the right to the document loses the file with it.
    'cache-control': 'private, no-cache',
  }
}

/** RFC 6266: an ASCII name for everybody, the real one beside it. */
function fileNames(name: string): string {
  const ascii = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  return `filename="${ascii}"; filename*=UTF-8''${encoded}`
}
