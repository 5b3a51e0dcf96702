import { afterEach, expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import { boardId, me } from '../../engine/testing/world.ts'
import { mount, unmountAll } from '../../testing/mount.tsx'
import { WorkScreen } from './work-screen.tsx'

afterEach(async () => {
  await unmountAll()
  await page.viewport(1440, 860)
})

it.each([1440, 390])(
  '[MYW-3] at %d px a late close date stands there whole; the names before it give way',
  async (widthPx) => {
    await page.viewport(widthPx, 860)
    const world = await mount(() => (
      <WorkScreen status={null} cardHref={(_board, cardId) => cardId} onCard={() => undefined} />
    ))
    const cardId =
      world.engine.boards
        .get(boardId)
        .view()
        .store?.column(world.stageIds[0] ?? '')[0] ?? ''
    const edits = world.engine.boardEdits(boardId)
    edits.setField(cardId, 'owner', me.id)
    edits.setField(cardId, 'account', 'Transportes e Armazéns Gerais do Planalto Central '.repeat(4))
    edits.setField(cardId, 'closeOn', '2020-01-02')
    const date = await vi.waitUntil(() => world.place.querySelector<HTMLElement>('[data-screen=work] p .text-red'))
    const line = date.closest('p')
    expect(date.getBoundingClientRect().right).toBeLessThanOrEqual(line?.getBoundingClientRect().right ?? 0)
    expect(line?.scrollWidth).toBe(line?.clientWidth)
    const names = line?.firstElementChild
    expect(names && names.scrollWidth > names.clientWidth).toBe(true)
  },
)
