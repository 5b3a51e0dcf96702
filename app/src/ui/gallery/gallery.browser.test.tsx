import axe from 'axe-core'
import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { cdp } from 'vitest/browser'
import * as ui from '../index.ts'
import { Gallery } from './gallery.tsx'
import { contrast, inks, rgbOf, swatches } from './tokens.ts'

let root: Root
const place = document.createElement('div')
const still = document.createElement('style')
still.textContent = '*, *::before, *::after { transition: none !important; animation: none !important }'

beforeAll(() => {
  document.head.append(still)
  document.body.append(place)
  root = createRoot(place)
  flushSync(() => root.render(<Gallery />))
})
afterAll(() => {
  root.unmount()
  place.remove()
  still.remove()
})

/** Everything of a look that no font and no version of a browser decides. */
const properties = [
  'color',
  'backgroundColor',
  'boxShadow',
  'outlineStyle',
  'outlineWidth',
  'outlineColor',
  'borderRadius',
  'borderWidth',
  'fontSize',
  'fontWeight',
  'lineHeight',
  'opacity',
  'minHeight',
  'paddingInline',
  'gap',
] as const

/** Colours as browsers may spell them differently are rounded; what is not set is left out. */
const spelled = (value: string): string =>
  value
    .replaceAll('rgba(0, 0, 0, 0) 0px 0px 0px 0px', '')
    .replaceAll(/^(?:, )+|(?:, )+$/g, '')
    .replaceAll(/-?\d+\.\d+/g, (number) => String(Math.round(Number(number) * 100) / 100))
const unset = new Set(['none', 'normal', '0px', 'auto', '', 'rgba(0, 0, 0, 0)', '1'])

function lookOf(element: Element): string {
  const style = getComputedStyle(element)
  return properties
    .flatMap((property) => {
      const value = spelled(style[property])
      if (property.startsWith('outline') && style.outlineStyle === 'none') return []
      return unset.has(value) ? [] : [`${property}: ${value}`]
    })
    .join('; ')
}

interface Node {
  readonly nodeId: number
  readonly attributes?: readonly string[]
  readonly children?: readonly Node[]
  readonly contentDocument?: Node
}
const found: Node[] = []
function collect(node: Node): void {
  if (node.attributes?.includes('data-sample')) found.push(node)
  for (const child of [...(node.children ?? []), ...(node.contentDocument ? [node.contentDocument] : [])])
    collect(child)
}
/** What is interactive inside a sample: its control. */
const controlOf = (sample: Element): Element =>
  sample.querySelector('button, input, textarea, select, a') ?? sample.firstElementChild ?? sample

/** What lies over a screen, by the words of the button that opens it, and where it is found. */
const layers = [
  ['Dialog', '[role=dialog]'],
  ['Sheet', 'dialog'],
  ['Menu', '[role=menu]'],
  ['Popover', '[role=dialog]'],
  ['Anchored', '[role=dialog]'],
  ['Docked', '[data-docked]'],
  ['Toast', '[data-toast]'],
  ['Toast, warning', '[data-toast]'],
  ['Tooltip', '[role=tooltip]'],
] as const

/** The layer and all that can be pressed in it. */
async function looksOfLayer(name: string, selector: string): Promise<string> {
  const trigger = [...place.querySelectorAll('button')].find((button) => button.textContent === name)
  const type = name === 'Tooltip' ? 'pointerover' : 'pointerdown'
  trigger?.dispatchEvent(new PointerEvent(type, { bubbles: true, button: 0, pointerType: 'mouse' }))
  if (name !== 'Menu' && name !== 'Tooltip') trigger?.click()
  const layer = await vi.waitUntil(() => document.querySelector(selector))
  // Whether a ring shows would depend on what was pressed before.
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  const parts = [layer, ...layer.querySelectorAll('button, [role^=menuitem]')]
  const looks = parts.map((part) => `  ${part === layer ? '' : `${part.textContent}: `}${lookOf(part)}\n`).join('')
  if (name === 'Docked') trigger?.click()
  else if (name.startsWith('Toast')) layer.querySelector<HTMLElement>('button[aria-label]')?.click()
  else if (name === 'Tooltip') document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))
  else layer.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }))
  await vi.waitFor(() => expect(document.querySelector(selector)).toBeNull())
  return looks
}

const states = [
  ['hover', ['hover']],
  ['pressed', ['hover', 'active']],
  ['focused', ['focus', 'focus-visible']],
] as const

describe('the design system', () => {
  it('[DSN-5] every component looks as it did, in every state, in both themes', async () => {
    const session = cdp() as unknown as {
      send(method: string, params?: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>>
    }
    await session.send('DOM.enable')
    await session.send('CSS.enable')
    const { root: top } = await session.send('DOM.getDocument', { depth: -1, pierce: true })
    collect(top as Node)
    const samples = [...place.querySelectorAll<HTMLElement>('[data-sample]')]
    expect(found.length).toBe(samples.length)
    const controls = await Promise.all(
      samples.map(async (sample, i) => {
        if (sample.dataset['interactive'] === undefined) return null
        const control = controlOf(sample)
        const selector = control.tagName.toLowerCase()
        const { nodeId } = await session.send('DOM.querySelector', { nodeId: found[i]?.nodeId ?? 0, selector })
        return { control, nodeId }
      }),
    )
    const looks = samples.map((sample) => [lookOf(sample.firstElementChild ?? sample)])
    for (const [state, forcedPseudoClasses] of states) {
      const force = (classes: readonly string[]) =>
        Promise.all(
          controls
            .filter((one) => one !== null)
            .map(({ nodeId }) => session.send('CSS.forcePseudoState', { nodeId, forcedPseudoClasses: classes })),
        )
      await force(forcedPseudoClasses)
      for (const [i, one] of controls.entries()) if (one) looks[i]?.push(`${state}: ${lookOf(one.control)}`)
      await force([])
    }
    const lines = samples.map((sample, i) => {
      const theme = sample.closest<HTMLElement>('[data-gallery]')?.dataset['gallery']
      return `${theme} · ${sample.dataset['sample']}\n${(looks[i] ?? []).map((look) => `  ${look}\n`).join('')}`
    })
    for (const theme of ['light', 'dark']) {
      document.documentElement.dataset['theme'] = theme
      for (const [name, selector] of layers)
        lines.push(`${theme} · layer/${name.toLowerCase()}\n${await looksOfLayer(name, selector)}`)
    }
    delete document.documentElement.dataset['theme']
    // Rewritten by `vitest run --config app/vitest.browser.config.ts app/src/ui/gallery -u`; read the difference before committing it.
    await expect(lines.join('')).toMatchFileSnapshot('./looks.txt')
  }, 60_000)

  it('[DSN-13] every component stands on the page of all components', () => {
    const sources = import.meta.glob<string>(['./gallery.tsx', './samples.tsx'], {
      query: '?raw',
      import: 'default',
      eager: true,
    })
    const source = Object.values(sources).join('')
    const components = Object.keys(ui).filter((name) => /^[A-Z][a-z]/.test(name))
    expect(components.length).toBeGreaterThan(30)
    expect(components.filter((name) => !new RegExp(`<${name}\\b`).test(source))).toEqual([])
  })

  it('[DSN-6] every ink stands at 4.5:1 on every ground it may stand on, in both themes', () => {
    const weak: string[] = []
    for (const theme of ['light', 'dark']) {
      const probe = place.appendChild(document.createElement('span'))
      probe.style.colorScheme = theme
      const colorOf = (token: string) => {
        probe.style.color = `var(--${token})`
        return rgbOf(getComputedStyle(probe).color)
      }
      for (const ground of swatches)
        for (const ink of inks(ground)) {
          const ratio = contrast(colorOf(ground), colorOf(ink))
          if (!(ratio >= 4.5)) weak.push(`${theme}: ${ink} on ${ground} ${ratio.toFixed(2)}`)
        }
      probe.remove()
    }
    expect(weak).toEqual([])
  })

  it('[DSN-6] axe finds nothing on the page of all components, a dialog and a menu open', async () => {
    const problems = async (context: Element) => {
      const { violations } = await axe.run(context, { rules: { region: { enabled: false } } })
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
    }
    expect(await problems(place)).toEqual([])
    for (const [name, role] of [
      ['Dialog', 'dialog'],
      ['Menu', 'menu'],
    ] as const) {
      const trigger = [...place.querySelectorAll('button')].find((button) => button.textContent === name)
      trigger?.focus()
      if (role === 'menu') trigger?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }))
      else trigger?.click()
      const layer = await vi.waitUntil(() => document.querySelector(`[role=${role}]`))
      expect(await problems(layer)).toEqual([])
      layer.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
      await vi.waitFor(() => expect(document.querySelector(`[role=${role}]`)).toBeNull())
    }
  }, 60_000)
})
