import { keepLetters, keptLettersOrigin, notesFragment, receivedUpdates } from '@mutirao/documents'
import { seededRandom } from '@mutirao/documents/testing'
import { Editor } from '@tiptap/core'
import { Collaboration } from '@tiptap/extension-collaboration'
import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { noteExtensions } from './schema.ts'
import { shareTexts } from './shared-texts.ts'
import { keepCaretSteady } from './steady-caret.ts'
import { caretBehindSteps } from './step-caret.ts'

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

/** One person at the real editor, over a server that passes on what it took, each message only when told. */
function person(server: Y.Doc, clientId: number) {
  const doc = new Y.Doc()
  doc.clientID = clientId
  ends.push(keepLetters(doc, { nowMs: () => 0, isHere: () => true, wasMine: () => false }))
  const place = document.body.appendChild(document.createElement('div'))
  const notes = notesFragment(doc)
  const editor = new Editor({
    element: place,
    extensions: [
      ...noteExtensions(),
      Collaboration.configure({ fragment: notes, yUndoOptions: { trackedOrigins: [keptLettersOrigin] } }),
    ],
  })
  ends.push(
    shareTexts(notes, editor.schema),
    keepCaretSteady(notes, editor),
    caretBehindSteps(notes, editor),
    () => editor.destroy(),
    () => place.remove(),
  )
  const [up, down]: [Uint8Array[], Uint8Array[]] = [[], []]
  doc.on('update', (update: Uint8Array, by: unknown) => void (by === 'network' || up.push(update)))
  server.on('update', (update: Uint8Array, by: unknown) => void (by === doc || down.push(update)))
  const send = () => {
    // What one turn has made leaves together.
    if (up.length > 0) Y.applyUpdate(server, Y.mergeUpdates(up.splice(0)), doc)
  }
  const receive = () => {
    const update = down.shift()
    if (!update) return
    doc.transact(({ meta }) => {
      meta.set(receivedUpdates, [update])
      Y.applyUpdate(doc, update, 'network')
    }, 'network')
  }
  const type = (letters: string) => {
    for (const letter of letters) {
      const { from, to } = editor.state.selection
      const taken = editor.view.someProp('handleTextInput', (handle) =>
        handle(editor.view, from, to, letter, () => editor.state.tr.insertText(letter, from, to)),
      )
      if (!taken) editor.view.dispatch(editor.state.tr.insertText(letter))
    }
  }
  /** What is done from here on is taken back by itself. */
  const newStep = () => {
    type WithUndo = { readonly 'y-undo$': { readonly undoManager: Y.UndoManager } }
    ;(editor.state as unknown as WithUndo)['y-undo$'].undoManager.stopCapturing()
  }
  const html = () =>
    editor
      .getHTML()
      .replaceAll('</p><p>', '|')
      .replaceAll(/<\/?(?:p|ul|ol|li)>/g, (tag) => (tag === '<li>' ? '* ' : ''))
  return { doc, editor, up, down, send, receive, type, newStep, html, waits: () => up.length + down.length > 0 }
}

function two(first: string, ids: readonly [number, number] = [1, 2]) {
  const server = new Y.Doc()
  const [ana, bruno] = [person(server, ids[0]), person(server, ids[1])]
  const settle = () => {
    while (ana.waits() || bruno.waits())
      for (const one of [ana, bruno]) {
        one.send()
        one.receive()
      }
  }
  ana.editor.commands.setContent(first)
  settle()
  for (const one of [ana, bruno]) one.editor.commands.focus('end')
  return { ana, bruno, settle }
}

/** Backspace at the beginning of a block. The key's handler looks where the caret is, not where a chain has put it. */
function joinAt(editor: Editor, position: number): void {
  editor.commands.setTextSelection(position)
  editor.commands.keyboardShortcut('Backspace')
}

type Both = ReturnType<typeof two>
const changes: readonly [string, string, (ana: Both['ana']) => void, string][] = [
  ['becomes a heading', '<p>abc</p>', ({ editor }) => editor.commands.setHeading({ level: 2 }), '<h2>ab…c</h2>'],
  ['becomes a list by the button', '<p>abc</p>', ({ editor }) => editor.commands.toggleBulletList(), '* ab…c'],
  ['becomes a list by "- "', '<p>abc</p>', (ana) => (ana.editor.commands.focus('start'), ana.type('- ')), '* abc…'],
  ['becomes a list while it is empty', '<p>x</p><p></p>', ({ editor }) => editor.commands.toggleOrderedList(), 'x* …'],
  ['stops being a list', '<ul><li><p>abc</p></li></ul>', ({ editor }) => editor.commands.toggleBulletList(), 'ab…c'],
  ['becomes code', '<p>abc</p>', ({ editor }) => editor.commands.setCodeBlock(), '<pre><code>abc…</code></pre>'],
  ['is joined with the one before', '<p>x</p><p>abc</p>', ({ editor }) => joinAt(editor, 4), 'xabc…'],
]

describe('one person types in a block which another one changes', () => {
  for (const [what, first, change, left] of changes)
    it(`[CRD-24] [CRD-27] it ${what}: every letter is there, and the next ones come behind them`, () => {
      for (const ids of [
        [1, 2],
        [2, 1],
      ] as const)
        for (const lettersFirst of [true, false]) {
          const { ana, bruno, settle } = two(first, ids)
          if (left.includes('…c')) bruno.editor.commands.setTextSelection(bruno.editor.state.selection.from - 1)
          bruno.type('UV')
          if (lettersFirst) bruno.send()
          change(ana)
          ana.send()
          bruno.type('W')
          bruno.receive()
          expect(bruno.html()).toContain('UVW')
          bruno.type('XY')
          settle()
          expect([ids, lettersFirst, bruno.html()]).toEqual([ids, lettersFirst, left.replace('…', 'UVWXY')])
          expect(ana.html()).toBe(bruno.html())
          ends.splice(0).forEach((end) => end())
        }
    })

  it('[CRD-27] [CRD-28] it is split, or its joining is taken back: one goes on typing in its end', () => {
    for (const lettersFirst of [true, false])
      for (const isIdle of [true, false])
        for (const isStepBack of [true, false]) {
          const { ana, bruno, settle } = two(isStepBack ? '<p>x</p><p>abc</p>' : '<p>xabc</p>')
          if (isStepBack) {
            ana.newStep()
            joinAt(ana.editor, 4)
            settle()
          }
          if (!isIdle) bruno.type('UV')
          if (lettersFirst) bruno.send()
          if (isStepBack) ana.editor.commands.undo()
          else ana.editor.chain().setTextSelection(2).splitBlock().run()
          ana.send()
          if (!isIdle) bruno.type('W')
          bruno.receive()
          bruno.type('XY')
          settle()
          const left = `<p>x</p><p>abc${isIdle ? '' : 'UVW'}XY</p>`
          expect([lettersFirst, isIdle, isStepBack, bruno.editor.getHTML()]).toEqual([
            lettersFirst,
            isIdle,
            isStepBack,
            left,
          ])
          expect(ana.editor.getHTML()).toBe(left)
          ends.splice(0).forEach((end) => end())
        }
  })

  it('[CRD-27] [CRD-28] [CRD-31] it is split twice, one of them where it was split already: every letter is there once', () => {
    // The binding writes Enter in another way when blocks stand before and behind: the text that was split off is copied again.
    for (const [before, behind] of [
      ['', ''],
      ['<p>0</p>', '<p>1</p><p>2</p>'],
    ] as const)
      for (const ids of [
        [1, 2],
        [2, 1],
      ] as const)
        for (const again of [0, 2, 3]) {
          const { ana, bruno, settle } = two(`${before}<p>abcdef</p>${behind}`, ids)
          const at = before === '' ? 1 : 4
          bruno.editor.commands.setTextSelection(at + 6)
          bruno.type('X')
          bruno.send()
          ana.editor
            .chain()
            .setTextSelection(at + 3)
            .splitBlock()
            .run()
          ana.receive()
          ana.send()
          bruno.receive()
          bruno.type('Y')
          // Enter once more where the caret is, or in what has stayed.
          if (again > 0) ana.editor.commands.setTextSelection(at + again)
          ana.editor.commands.splitBlock()
          settle()
          bruno.type('Z')
          settle()
          const left = again === 2 ? 'ab|c|defXYZ' : 'abc||defXYZ'
          expect([ids, again, bruno.html()]).toEqual([
            ids,
            again,
            `${before}<p>${left}</p>${behind}`.replaceAll('</p><p>', '|').replaceAll(/<.?p>/g, ''),
          ])
          expect(ana.html()).toBe(bruno.html())
          ends.splice(0).forEach((end) => end())
        }
  })

  it('[CRD-27] [CRD-32] both make a heading of it at once: one is left, and one goes on typing in it', () => {
    for (const ids of [
      [1, 2],
      [2, 1],
    ] as const) {
      const { ana, bruno, settle } = two('<p>abc</p>', ids)
      bruno.type('X')
      for (const { editor } of [ana, bruno]) editor.commands.setHeading({ level: 2 })
      bruno.type('Y')
      settle()
      bruno.type('Z')
      settle()
      expect([ids, bruno.html()]).toEqual([ids, '<h2>abcXYZ</h2>'])
      expect(ana.html()).toBe(bruno.html())
      for (const { editor } of [ana, bruno]) editor.commands.undo()
      settle()
      expect(ana.html()).toBe(bruno.html())
      expect(bruno.editor.getText().match(/abc/g)).toHaveLength(1)
      ends.splice(0).forEach((end) => end())
    }
  })

  it('[CRD-24] one step back takes what was written again like what was typed', () => {
    const { ana, bruno, settle } = two('<p>abc</p>')
    bruno.type('UVW')
    ana.editor.commands.setHeading({ level: 2 })
    settle()
    expect(bruno.html()).toBe('<h2>abcUVW</h2>')
    bruno.editor.commands.undo()
    settle()
    expect([ana.html(), bruno.html()]).toEqual(['<h2>abc</h2>', '<h2>abc</h2>'])
  })

  it('[CRD-24] [CRD-27] in whatever order everything arrives, no letter is lost or doubled', () => {
    for (let seed = 1; seed <= 3; seed++) {
      const random = seededRandom(seed)
      const { ana, bruno, settle } = two('<p>0</p>', random() < 0.5 ? [1, 2] : [2, 1])
      const steps = changes.map(([, , change]) => change).toSpliced(-1)
      let typed = ''
      for (let step = 0; step < 40; step++) {
        if (random() < 0.4) {
          const letter = String.fromCharCode(0x4e00 + typed.length)
          bruno.type(letter)
          typed += letter
        } else if (random() < 0.3) steps[Math.floor(random() * steps.length)]?.(ana)
        else for (const one of [ana, bruno]) one[random() < 0.5 ? 'send' : 'receive']()
      }
      settle()
      expect(ana.html()).toBe(bruno.html())
      expect([seed, [...bruno.editor.getText()].filter((letter) => typed.includes(letter)).join('')]).toEqual([
        seed,
        typed,
      ])
      ends.splice(0).forEach((end) => end())
    }
  })
})

describe('the caret of a step back or forward', () => {
  it('[CRD-36] stands behind what the step brought: there goes what is typed next, also before a colleague’s words', () => {
    const { ana, bruno, settle } = two('abc')
    settle()
    ana.editor.commands.setTextSelection(ana.editor.state.doc.content.size - 1)
    ana.newStep()
    ana.type(' def')
    settle()
    bruno.editor.commands.setTextSelection(bruno.editor.state.doc.content.size - 1)
    bruno.type(' Q')
    settle()
    ana.newStep()
    ana.type('X')
    ana.newStep()
    ana.editor.commands.undo()
    ana.editor.commands.undo()
    expect(ana.html()).toBe('abc Q')
    ana.editor.commands.redo()
    ana.type('!')
    settle()
    expect([ana.html(), bruno.html()]).toEqual(['abc def! Q', 'abc def! Q'])
  })
})
