/** Which ink may stand on which ground: the pairs screens are made of. Each is held to 4.5:1 in both themes. */
const grounds: Readonly<Record<string, readonly string[]>> = {
  bg: ['text', 'muted', 'soft', 'brand', 'amber', 'red', 'blue', 'violet', 'green'],
  surface: ['text', 'muted', 'soft', 'brand', 'amber', 'red', 'blue', 'violet', 'green'],
  raised: ['text', 'muted', 'soft', 'brand', 'red'],
  sunken: ['text', 'muted', 'soft', 'brand'],
  hover: ['text', 'muted', 'soft', 'brand', 'red'],
  pressed: ['text', 'muted'],
  brand: ['on-brand'],
  'brand-strong': ['on-brand'],
  // A chosen card, with all that stands on a card.
  'brand-weak': ['brand', 'text', 'muted', 'amber', 'red'],
  'amber-weak': ['amber', 'text'],
  'red-weak': ['red', 'text'],
  'blue-weak': ['blue', 'text'],
  'violet-weak': ['violet', 'text'],
  'green-weak': ['green', 'text'],
  toast: ['on-toast'],
}

export const swatches: readonly string[] = Object.keys(grounds)
export const inks = (ground: string): readonly string[] => grounds[ground] ?? []

type Rgb = readonly [number, number, number]
/** `rgb(26, 29, 28)` → its numbers, 0–255. */
export const rgbOf = (color: string): Rgb => {
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map(Number)
  return [red, green, blue]
}
const luminance = (color: Rgb): number => {
  const [red, green, blue] = color.map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as unknown as Rgb
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
/** WCAG 2: from 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].toSorted((x, y) => y - x) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}
