import { createView } from '@mutirao/documents'
import { userEvent } from 'vitest/browser'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { useBoard } from '../../../engine/index.ts'
import { boardId } from '../../../engine/testing/world.ts'
import { mount, unmountAll } from '../../../testing/mount.tsx'
import { useVisibleBoard } from '../../../view/index.ts'
import { BoardFind } from '../index.ts'

afterEach(unmountAll)

function Screen() {
  const { store } = useBoard(boardId)
  return store ? <Inner store={store} /> : null
}
function Inner({ store }: { readonly store: Parameters<typeof useVisibleBoard>[0] }) {
  const board = useVisibleBoard(store)
  return <BoardFind boardId={boardId} board={board} />
}

const tabs = () => [...document.querySelectorAll<HTMLElement>('nav button')].map((one) => one.textContent ?? '')
const button = (name: string) =>
  [...document.querySelectorAll<HTMLElement>('button, [role=menuitem]')].find(
    (one) => one.textContent === name || one.getAttribute('aria-label') === name,
  )
async function press(name: string) {
  await vi.waitUntil(() => button(name))
  const found = button(name)
  if (found) await userEvent.click(found)
}
async function type(text: string) {
  await userEvent.keyboard('/')
  await userEvent.keyboard(text)
}

describe('views above the board', () => {
  it('[VUE-3] a view is saved under a name, marked when it was changed, put back, and deleted', async () => {
    const { engine } = await mount(() => <Screen />)
    await vi.waitUntil(() => document.querySelector('[role=searchbox]'))
    await type('cartao 2')
    await press('Salvar visão')
    await vi.waitUntil(() => document.querySelector('[role=dialog] input'))
    await userEvent.keyboard('Só a dois{Enter}')
    await vi.waitUntil(() => tabs().includes('Só a dois'))
    expect(Object.values(engine.people.people().preferences)).toEqual([{ name: 'Só a dois', query: 'q=cartao+2' }])
    await type('cartao 3')
    await vi.waitUntil(() => tabs().includes('Só a dois, mudada'))
    await press('Voltar à visão salva')
    await vi.waitUntil(() => tabs().includes('Só a dois'))
    expect(document.querySelector<HTMLInputElement>('[role=searchbox]')?.value).toBe('cartao 2')
    await press('Ações da visão Só a dois')
    await press('Excluir visão')
    await vi.waitUntil(() => !tabs().includes('Só a dois'))
    expect(engine.people.people().preferences).toEqual({})
  })

  it('[VUE-5] an own view is moved among the own ones', async () => {
    const { engine } = await mount(() => <Screen />)
    for (const [id, name] of ['A', 'B', 'C'].entries())
      engine.people.setPreference(`view:${boardId}:01M81JGK9MBFBKNS11YR6Z7EW${id}`, { name, query: `q=${name}` })
    const order = () =>
      tabs()
        .filter((tab) => /^[ABC]$/.test(tab))
        .join('')
    await vi.waitUntil(() => order() === 'ABC')
    await press('C')
    await press('Ações da visão C')
    await press('Mover para a esquerda')
    await vi.waitUntil(() => order() === 'ACB')
    await press('Ações da visão C')
    await press('Mover para a esquerda')
    await vi.waitUntil(() => order() === 'CAB')
    await press('Ações da visão C')
    await press('Mover para a direita')
    await vi.waitUntil(() => order() === 'ACB')
  })

  it('[VUE-4] a view a colleague shares appears while the board is open', async () => {
    const { board, anas } = await mount(() => <Screen />)
    await vi.waitUntil(() => document.querySelector('[role=searchbox]'))
    createView(board.colleague, anas, { name: 'Da Ana', query: 'q=cartao+1.0' })
    board.deliver()
    await vi.waitUntil(() => tabs().some((tab) => tab.includes('Da Ana')))
    await press('Da Ana')
    await vi.waitUntil(() => document.body.textContent?.includes('1 de 24'))
  })
})
