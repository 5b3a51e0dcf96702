import { afterEach, describe, expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { cardName } from '@mutirao/documents'
import { cardEditsOf } from '../engine/late-edits.ts'
import { boardId } from '../engine/testing/world.ts'
import { mount, unmountAll } from '../testing/mount.tsx'
import { StatusPill } from './status-pill.tsx'

afterEach(unmountAll)

describe('files that wait', () => {
  it('[UPL-11] keep the pill from saying that everything is saved, are counted, and are listed in the panel', async () => {
    const { engine, client, place } = await mount(() => <StatusPill onSignIn={() => undefined} />)
    const pill = await vi.waitUntil(() => place.querySelector<HTMLElement>('[data-sync-state]'))
    const says = (sentence: string) => vi.waitFor(() => expect(pill.textContent).toBe(sentence))
    const cardId = [...(engine.boards.get(boardId).view().store?.cardIds() ?? [])][0] ?? ''
    const release = engine.cards.retain(`${boardId}.${cardId}`)
    client.setStatus({ state: 'offline', pending: 0 })
    const file = new File([crypto.randomUUID()], 'proposta.pdf')
    const prepared = await engine.files.add(cardName(boardId, cardId), file)
    cardEditsOf(engine, boardId, cardId).attach([prepared])
    await says('Modo offline · 1 arquivo espera')
    // The server of this test answers nothing that is ours: the file goes on waiting.
    client.setStatus({ state: 'saved', transport: 'websocket', atMs: 0 })
    await says('Enviando 1 arquivo')
    expect(pill.dataset['syncState']).toBe('saving')
    await userEvent.click(pill)
    const panel = await vi.waitUntil(() => document.querySelector('[role=dialog]'))
    await vi.waitFor(() => expect(panel.textContent).toContain('proposta.pdf'))
    const [attachment] = engine.cards.get(`${boardId}.${cardId}`).view().details?.attachments() ?? []
    cardEditsOf(engine, boardId, cardId).removeAttachment(attachment?.id ?? '')
    await says('Tempo real')
    for (const { key } of engine.files.uploads()) await engine.files.discard(key)
    release()
  })
})
