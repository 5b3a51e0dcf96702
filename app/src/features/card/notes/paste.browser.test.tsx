import { Editor } from '@tiptap/core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { linesOfTables } from './paste.ts'
import { noteExtensions } from './schema.ts'

/** What the editor makes of it. */
function pasted(html: string): string[] {
  const editor = new Editor({
    extensions: noteExtensions(),
    editorProps: { transformPastedHTML: linesOfTables },
  })
  onTestFinished(() => editor.destroy())
  editor.view.pasteHTML(html)
  return editor.state.doc.children.map((block) => block.textContent)
}

describe('what is pasted into notes', () => {
  it('[CRD-30] of a table each row is a line, its cells apart', () => {
    const table = '<table><tr><th>Item</th><th>Preço</th></tr><tr><td>Cabo <b>10 m</b></td><td>R$ 80</td></tr></table>'
    expect(pasted(`<p>Pedido</p>${table}<p>até sexta</p>`)).toEqual([
      'Pedido',
      'Item | Preço',
      'Cabo 10 m | R$ 80',
      'até sexta',
    ])
  })

  it('a table that only places blocks beside each other keeps them as blocks', () => {
    expect(pasted('<table><tr><td><p>um</p><p>dois</p></td></tr></table>')).toEqual(['um', 'dois'])
  })
})
