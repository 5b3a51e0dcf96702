import { fault } from '@mutirao/documents'

/** What is a block of its own stands apart by itself: tables that hold such (a mail's layout, Word's) are left as they are. */
const blocks = 'p, div, ul, ol, table, pre, blockquote, h1, h2, h3, h4, h5, h6'

/** Notes have no tables: of a pasted one (Excel, a web page) each row becomes a line, its cells apart. */
export function linesOfTables(html: string): string {
  if (!/<td|<th/i.test(html) || fault('CRD-30')) return html
  const page = new DOMParser().parseFromString(html, 'text/html')
  for (const table of page.querySelectorAll('table'))
    if (!table.querySelector(blocks)) table.replaceWith(...[...table.rows].map(lineOf))
  return page.body.innerHTML
}

function lineOf({ cells, ownerDocument }: HTMLTableRowElement): HTMLElement {
  const line = ownerDocument.createElement('p')
  for (const [i, cell] of [...cells].entries()) line.append(...(i > 0 ? [' | '] : []), ...cell.childNodes)
  return line
}
