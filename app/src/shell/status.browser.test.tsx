import { afterEach, describe, expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { boardName, cardName } from '@mutirao/documents'
import type { SyncStatus } from '../engine/index.ts'
import { boardId } from '../engine/testing/world.ts'
import { mount, unmountAll, type Mounted } from '../testing/mount.tsx'
import { Toaster } from '../ui/index.ts'
import { StatusPill } from './status-pill.tsx'
import { useEngineToasts } from './engine-toasts.ts'
import { tell } from './toasts.ts'

afterEach(async () => {
  vi.useRealTimers()
  await unmountAll()
})

const states: readonly (readonly [SyncStatus, string])[] = [
  [{ state: 'saved', transport: 'websocket', atMs: 0 }, 'Tempo real'],
  [{ state: 'saved', transport: 'http', atMs: 0 }, 'Sincronizado'],
  [{ state: 'saving', pending: 12 }, 'Sincronizando 12'],
  [{ state: 'offline', pending: 0 }, 'Modo offline'],
  [{ state: 'offline', pending: 1 }, 'Modo offline — 1 alteração guardada neste aparelho'],
  [{ state: 'offline', pending: 3 }, 'Modo offline — 3 alterações guardadas neste aparelho'],
  [{ state: 'connecting', pending: 0 }, 'Conectando…'],
  [{ state: 'reverted', count: 1, pending: 0 }, '1 alteração recusada — ver'],
  [{ state: 'signed-out', pending: 2 }, 'Desconectado — entrar de novo'],
  [{ state: 'update-required', pending: 0 }, 'Atualização necessária'],
]

async function pillOnScreen(onSignIn = () => undefined): Promise<Mounted & { readonly pill: HTMLElement }> {
  const mounted = await mount(() => <StatusPill onSignIn={onSignIn} />)
  return { ...mounted, pill: await vi.waitUntil(() => mounted.place.querySelector<HTMLElement>('[data-sync-state]')) }
}

describe('the pill', () => {
  it('[APP-40] says each state in words with a sign and a colour of its own', async () => {
    const { client, pill } = await pillOnScreen()
    const looks = new Map<string, string>()
    for (const [status, sentence] of states) {
      client.setStatus(status)
      await vi.waitFor(() => expect(pill.textContent).toBe(sentence))
      expect(pill.dataset['syncState']).toBe(status.state)
      expect(pill.getAttribute('aria-label')).toContain(sentence)
      const sign =
        pill
          .querySelector('svg')
          ?.getAttribute('class')
          ?.match(/lucide-[\w-]+/)?.[0] ?? 'none'
      const known = looks.get(status.state)
      if (known !== undefined) expect(sign).toBe(known)
      else expect([...looks.values()], `${status.state} shares its sign`).not.toContain(sign)
      looks.set(status.state, sign)
    }
    expect(looks.size).toBe(7)
  })

  it('[APP-41] is spoken politely, without a word for every keystroke', async () => {
    const { client, place, pill } = await pillOnScreen()
    const spoken = () => place.querySelector('[aria-live=polite]')?.textContent
    await vi.waitFor(() => expect(spoken()).toBe('Tempo real'), { timeout: 5_000 })
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    // Typing for a minute, saved again and again: nothing new to say.
    for (let pending = 1; pending <= 20; pending++) {
      client.setStatus({ state: 'saving', pending })
      await vi.waitFor(() => expect(pill.dataset['syncPending']).toBe(String(pending)))
      await vi.advanceTimersByTimeAsync(3_000)
      expect(spoken()).toBe('Tempo real')
    }
    client.setStatus({ state: 'offline', pending: 1 })
    await vi.waitFor(() => expect(pill.dataset['syncState']).toBe('offline'))
    await vi.advanceTimersByTimeAsync(3_000)
    await vi.waitFor(() => expect(spoken()).toMatch(/^Modo offline — 1 alteração/))
  })
})

describe('the panel behind it', () => {
  it('[APP-42] lists what waits by its title, and offers what helps', async () => {
    const { client, engine, pill } = await pillOnScreen()
    const board = boardName(boardId)
    const cardId = [...(engine.boards.get(boardId).view().store?.cardIds() ?? [])][0] ?? ''
    client.setStatus({ state: 'offline', pending: 3 })
    client.setPending([
      { name: board, edits: 2 },
      { name: cardName(boardId, cardId), edits: 1 },
    ])
    await userEvent.click(pill)
    const panel = await vi.waitUntil(() => document.querySelector('[role=dialog]'))
    await vi.waitFor(() => expect(panel.textContent).toContain('Funil Comercial 20262 alterações'))
    expect(panel.textContent).toContain('Cartão 0.01 alteração')
    expect(panel.textContent).toContain('Sincronizar agora')
    expect(panel.textContent).toContain('Última sincronização')
    expect(panel.textContent).toContain('Espaço usado neste aparelho')
  })

  it('[APP-42] [FLY-1] signed out, it leads to the door; the airplane test really cuts', async () => {
    const onSignIn = vi.fn()
    const { client, pill } = await pillOnScreen(onSignIn)
    client.setStatus({ state: 'signed-out', pending: 1 })
    await userEvent.click(pill)
    const find = (text: string) => [...document.querySelectorAll('button')].find((one) => one.textContent === text)
    await userEvent.click(await vi.waitUntil(() => find('Teste do avião')))
    expect(client.network()).toBe(false)
    await userEvent.click(await vi.waitUntil(() => find('Pousar')))
    expect(client.network()).toBe(true)
    await userEvent.click(await vi.waitUntil(() => find('Entrar de novo')))
    expect(onSignIn).toHaveBeenCalledOnce()
  })
})

describe('toasts', () => {
  function Toasts() {
    useEngineToasts()
    return <Toaster label="Avisos" closeLabel="Fechar" />
  }

  it('[APP-43] an archived card is named and one click brings it back; what failed is told in a sentence', async () => {
    const { engine } = await mount(() => <Toasts />)
    const edits = engine.boardEdits(boardId)
    const store = () => engine.boards.get(boardId).view().store
    const cardId = [...(store()?.cardIds() ?? [])][0] ?? ''
    const title = store()?.card(cardId)?.title
    const toasts = () => [...document.querySelectorAll('[data-toast]')].map((one) => one.textContent).join('\n')
    expect(edits.archive([cardId])).toBe(true)
    await vi.waitFor(() => expect(toasts()).toContain(`“${title}” arquivada`))
    const undo = [...document.querySelectorAll('button')].find((one) => one.textContent === 'Desfazer')
    if (undo) await userEvent.click(undo)
    await vi.waitFor(() => expect(store()?.card(cardId)?.deletedAt).toBeNull())
    expect(edits.setField('no-such-card', 'title', 'x')).toBe(false)
    await vi.waitFor(() => expect(toasts()).toContain('Não deu para fazer isso.'))
  })

  it('[APP-60] cells written at once are told by the card or by how many changed', async () => {
    const { engine } = await mount(() => <Toasts />)
    const done = { type: 'done', loud: true, undo: () => Promise.resolve() } as const
    const toasts = () => [...document.querySelectorAll('[data-toast]')].map((one) => one.textContent).join('\n')
    tell({ ...done, label: { name: 'card.cells', count: 3, title: '' } }, engine)
    await vi.waitFor(() => expect(toasts()).toContain('3 oportunidades alteradas'))
    tell({ ...done, label: { name: 'card.cells', count: 1, title: 'Portal' } }, engine)
    await vi.waitFor(() => expect(toasts()).toContain('“Portal” alterada'))
  })

  it('[APP-43] an undo that leaves everything, because somebody changed it since, does not say it undid something', async () => {
    const { engine } = await mount(() => <Toasts />)
    const undone = { type: 'undone', label: { name: 'card.create', count: 1, title: 'Nova' }, skipped: 1 } as const
    const toasts = () => [...document.querySelectorAll('[data-toast]')].map((one) => one.textContent).join('\n')
    tell({ ...undone, done: 0 }, engine)
    await vi.waitFor(() => expect(toasts()).toContain('isto ficou como está'))
    expect(toasts()).not.toContain('Desfeito')
    tell({ ...undone, done: 1 }, engine)
    await vi.waitFor(() => expect(toasts()).toContain('Desfeito: “Nova” criada. 1 campo ficou como está'))
  })
})
