import { generate } from 'lean-qr'
import { useMemo } from 'react'

/** The white around a code without which cameras do not find it, in modules. */
const quietZone = 4

/** A QR code: dark on white in every theme, because cameras want it so. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { path, size } = useMemo(() => drawn(text), [text])
  const box = size + 2 * quietZone
  return (
    <svg
      role="img"
      aria-label={label}
      data-text={text}
      viewBox={`${-quietZone} ${-quietZone} ${box} ${box}`}
      className="size-56 rounded-lg bg-white"
      shapeRendering="crispEdges"
    >
      <path d={path} fill="#000" />
    </svg>
  )
}

/** One path of all dark modules. */
function drawn(text: string): { readonly path: string; readonly size: number } {
  const code = generate(text)
  let path = ''
  for (let y = 0; y < code.size; y++)
    for (let x = 0; x < code.size; x++) if (code.get(x, y)) path += `M${x} ${y}h1v1h-1z`
  return { path, size: code.size }
}
