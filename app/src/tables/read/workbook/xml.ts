/** XML of a workbook's parts as events. No entities but the five of XML are ever expanded: a document cannot grow by reading it. */
import { Parser } from 'saxen'

export interface XmlEvents {
  /** `attribute` decodes; absent = undefined. Names come without their namespace prefix. */
  readonly open: (name: string, attribute: (name: string) => string | undefined) => void
  readonly close?: (name: string) => void
  readonly text?: (text: string) => void
}

/** @throws Error when the text is no XML, and whatever a listener throws */
export function readXml(xml: string, events: XmlEvents): void {
  const parser = new Parser()
  parser.on('openTag', (name, attributes) => {
    events.open(localName(name), (wanted) => {
      const value = attributes()[wanted]
      return value === undefined ? undefined : decode(value)
    })
  })
  const { close, text } = events
  if (close) parser.on('closeTag', (name) => close(localName(name)))
  if (text) {
    parser.on('text', (raw) => text(decode(raw)))
    parser.on('cdata', text)
  }
  parser.on('error', (error) => {
    throw error
  })
  parser.parse(xml)
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** saxen's own decoding knows no signs beyond 16 bits. An unknown entity stays as it stands. */
function decode(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/giu,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return named[name] ?? whole
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
}
