import { addChecklistItem, addComment, setCardField } from '@mutirao/documents'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { useBoard } from '../../engine/index.ts'
import { boardId, type World } from '../../engine/testing/world.ts'
import { mount, unmountAll } from '../../testing/mount.tsx'
import { useVisibleBoard } from '../../view/index.ts'
import { Print } from './Print.tsx'

afterEach(async () => {
  window.dispatchEvent(new Event('afterprint'))
  document.documentElement.removeAttribute('data-theme')
  await unmountAll()
})

type Store = Parameters<typeof useVisibleBoard>[0]
function Screen({ cardId }: { readonly cardId: string | null }) {
  const { store } = useBoard(boardId)
  return store ? <Inner store={store} cardId={cardId} /> : null
}
function Inner({ store, cardId }: { readonly store: Store; readonly cardId: string | null }) {
  return (
    <>
      <p data-screen>the screen</p>
      <Print boardId={boardId} board={useVisibleBoard(store)} cardId={cardId} />
    </>
  )
}
const sheet = () => document.querySelector<HTMLElement>('.print-sheet')
const firstCard = ({ board, stageIds }: World): string => {
  const cards = board.doc.getMap<{ get(key: string): unknown }>('cards')
  return (
    [...cards.keys()].find((id) => {
      const pos = cards.get(id)?.get('pos') as { readonly stage: string } | undefined
      return pos?.stage === stageIds[0]
    }) ?? ''
  )
}
/** The rules of the style sheet that hold on paper, on the screen of this test. */
function asPaper(): () => void {
  const moved: { readonly rule: CSSMediaRule; readonly before: string }[] = []
  for (const { cssRules } of document.styleSheets)
    for (const rule of cssRules)
      if (rule instanceof CSSMediaRule && ['print', 'screen'].includes(rule.conditionText)) {
        moved.push({ rule, before: rule.conditionText })
        rule.media.mediaText = rule.conditionText === 'print' ? 'all' : 'speech'
      }
  return () => {
    for (const { rule, before } of moved) rule.media.mediaText = before
  }
}

describe('on paper', () => {
  it('[PRN-1] stand all cards of the board by stage with their sum, black on white, and nothing of the screen', async () => {
    const view = await mount(() => <Screen cardId={null} />, { cards: 70 })
    await vi.waitUntil(() => view.place.querySelector('[data-screen]'))
    expect(sheet()).toBeNull()
    document.documentElement.dataset['theme'] = 'dark'
    window.dispatchEvent(new Event('beforeprint'))
    // In the same turn: the browser lays the page out right after the event.
    expect(sheet()?.querySelectorAll('.print-entry').length).toBe(6 * 70)
    const [first] = sheet()?.querySelectorAll('.print-stage') ?? []
    expect(first?.textContent).toMatch(/70 · R\$\s241\.500/)
    expect(first?.textContent).toContain('Transportes Ipê')
    const back = asPaper()
    const style = getComputedStyle(sheet() ?? document.body)
    expect([style.color, style.backgroundColor, style.display]).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)', 'block'])
    expect(getComputedStyle(view.place).display).toBe('none')
    back()
    expect(getComputedStyle(sheet() ?? document.body).display).toBe('none')
    window.dispatchEvent(new Event('afterprint'))
    await vi.waitFor(() => expect(sheet()).toBeNull())
  })

  it('[PRN-2] stands the open card alone: fields that say something, notes, ticks, comments', async () => {
    let cardId = ''
    const view = await mount((world) => {
      cardId = firstCard(world)
      return <Screen cardId={cardId} />
    })
    await vi.waitUntil(() => view.place.querySelector('[data-screen]'))
    setCardField(view.board.doc, view.anas, { cardId, field: 'contactName', value: 'Dona Rosa' })
    view.board.deliver()
    const release = view.engine.cards.retain(`${boardId}.${cardId}`)
    const session = view.engine.cards.get(`${boardId}.${cardId}`)
    await session.loaded
    addChecklistItem(session.doc(), view.anas, { text: 'Ligar de volta' })
    addComment(session.doc(), view.anas, { text: 'Fecha @[Fábio Teixeira](user:user-fabio-01)?' })
    window.dispatchEvent(new Event('beforeprint'))
    const text = () => sheet()?.textContent ?? ''
    await vi.waitFor(() => expect(text()).toContain('☐ Ligar de volta'))
    expect(text()).toContain('Fecha @Fábio Teixeira?')
    expect(text()).toContain('Dona Rosa')
    expect(text()).not.toContain('Motivo da perda')
    expect(sheet()?.querySelectorAll('.print-entry').length).toBe(0)
    release()
  })
})
