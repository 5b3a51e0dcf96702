/** Small pictures of pictures, made on this device from the file itself. */
import { inlineTypeOf, isPicture, sniffedBytes, type InlineType } from '@mutirao/documents'

/** Twice the size on screen. */
const edgePixels = 96

/** What the bytes are, by themselves: the only type a `blob:` address of ours ever gets (it would run as our page). */
export async function typeOfBytes(bytes: Blob): Promise<InlineType | null> {
  return inlineTypeOf(new Uint8Array(await bytes.slice(0, sniffedBytes).arrayBuffer()))
}

/** Null when it is no picture a browser draws safely, or one this browser cannot draw. */
export async function makePreview(bytes: Blob): Promise<Blob | null> {
  const type = await typeOfBytes(bytes)
  if (!isPicture(type) || typeof createImageBitmap !== 'function') return null
  try {
    const picture = await createImageBitmap(new Blob([bytes], { type: type ?? '' }))
    const scale = Math.min(1, edgePixels / Math.min(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(picture.width * scale))
    canvas.height = Math.max(1, Math.round(picture.height * scale))
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    picture.close()
    return await new Promise((resolve) => canvas.toBlob(resolve, 'image/webp', 0.8))
  } catch {
    return null // A broken picture is a file like any other: it gets an icon.
  }
}
