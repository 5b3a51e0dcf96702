import { useState } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { boardName, mustParseName, requestsName, type JsonValue } from '@mutirao/documents'
import { boardId, me, type World } from '../../../engine/testing/world.ts'
import { mount, unmountAll } from '../../../testing/mount.tsx'
import { BoardInspector } from './BoardInspector.tsx'
import { DocumentInspector } from './DocumentInspector.tsx'
import type { InspectedDocument, InspectedPlace } from './InspectorFrame.tsx'
import type { Spot } from './marks.ts'

afterEach(async () => {
  vi.unstubAllGlobals()
  await unmountAll()
})

/** What stood after each row, one row per second. */
type States = readonly Readonly<Record<string, JsonValue>>[]

const fromMs = Date.UTC(2026, 10, 20, 12)

/** A server that knows the life of one document. */
function serve(states: States, groups: readonly unknown[] = []) {
  const whole = { fromMs, toMs: fromMs + states.length * 1000 - 1, bucketMs: 1000, facts: states.length, people: [] }
  const buckets = states.map((_, i) => ({ atMs: fromMs + i * 1000, people: { [me.id]: 1 } }))
  const stateAt = (query: URLSearchParams) => {
    const time = query.get('time')
    const row = query.get('seq') ?? (time === null ? states.length : Math.floor((Number(time) - fromMs) / 1000) + 1)
    const seq = Number(row)
    return { seq, atMs: fromMs + (seq - 1) * 1000, state: states[seq - 1] }
  }
  vi.stubGlobal('fetch', (input: string) => {
    const { pathname, searchParams } = new URL(input, location.href)
    const what = pathname.split('/').at(-1) ?? ''
    const answers: Readonly<Record<string, () => unknown>> = {
      timeline: () => ({ ...whole, buckets, moments: [] }),
      moments: () => ({ moments: [] }),
      at: () => stateAt(searchParams),
      history: () => ({ groups, next: null, seq: states.length, nowMs: fromMs }),
    }
    const answer = answers[what]?.()
    return Promise.resolve(
      new Response(JSON.stringify(answer ?? { code: 'not_found' }), { status: answer ? 200 : 404 }),
    )
  })
}

let address: Spot = {}

function Placed({
  start,
  children,
}: {
  readonly start: Spot
  readonly children: (place: InspectedPlace) => React.ReactNode
}) {
  const [spot, setSpot] = useState(start)
  const documents: readonly InspectedDocument[] = [{ name: boardName(boardId), kind: 'board', title: 'Funil' }]
  const [onSpot] = useState(() => (next: Spot) => {
    address = next
    setSpot(next)
  })
  return children({ document: boardName(boardId), documents, onDocument: () => undefined, spot, onSpot, status: null })
}

const boardState = (card: Readonly<Record<string, JsonValue>>): States[number] => ({
  meta: { title: 'Funil', currency: 'BRL' },
  stages: { s1: { name: 'Entrada', rank: 'a' } },
  cards: { 'card-0001': { title: 'Padaria', pos: { stage: 's1', rank: 'a' }, ...card } },
})

const board = (world: World, start: Spot) => {
  const { store } = world.engine.boards.get(boardId).view()
  if (!store) throw new Error('the board is not there')
  return <Placed start={start}>{(place) => <BoardInspector place={place} boardId={boardId} store={store} />}</Placed>
}

/** Other work on the machine is no reason to fail. */
const patience = { timeout: 15_000 }

const inPlace = (place: HTMLElement) => ({
  says: (text: string | RegExp) => vi.waitFor(() => expect(place.textContent).toMatch(text), patience),
  press: async (name: string) => {
    const button = () => [...place.querySelectorAll('button')].find((one) => one.textContent?.includes(name))
    await userEvent.click(await vi.waitUntil(button, patience))
  },
})
const slider = (place: HTMLElement) =>
  vi.waitUntil(() => place.querySelector<HTMLInputElement>('input[type=range]'), patience)

describe('the inspector', () => {
  it('[HSC-13] [HSC-14] [HSC-15] holds a moment, compares an earlier one with it, names field, person and time, and writes both into the address', async () => {
    const value = (seq: number, actorId: string, before: number, after: number) => ({
      seq,
      index: 0,
      path: ['cards', 'card-0001', 'value'],
      kind: 'set',
      before,
      after,
      actorId,
      origin: 'client',
      receivedAtMs: fromMs + (seq - 1) * 1000,
      writtenAtMs: null,
    })
    const facts = [value(2, me.id, 10_000, 20_000), value(3, me.id, 20_000, 50_000)]
    const group = { actorId: me.id, origin: 'client', fromSeq: 2, toSeq: 3, fromMs, toMs: fromMs + 2000, facts }
    serve(
      [10_000, 20_000, 50_000].map((cents) => boardState({ value: cents })),
      [group],
    )
    const { place } = await mount((world) => board(world, {}))
    const { says, press } = inPlace(place)
    const line = await slider(place)
    line.focus()
    await userEvent.keyboard('{ArrowLeft}')
    await says('Você está vendo')
    await userEvent.click(await vi.waitUntil(() => place.querySelector<HTMLElement>('input[value=compare]'), patience))
    await press('Comparar com este momento')
    await says('Este momento está fixado')
    await says('Comparar com: momento fixado')
    line.focus()
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}')
    await says(/valor: R\$\s100,00 → R\$\s500,00/i)
    await says(new RegExp(`500,00\\s*${me.name}`))
    // The address is written when the moments rest: the held one stood there before.
    await vi.waitFor(() => {
      expect(address.com).toMatch(/^\d+\.3$/)
      expect(address.em).toBe(String(fromMs + 999))
    }, patience)
  })

  it('[HSC-13] [HSC-14] opens with both moments of an address, the earlier one first', async () => {
    serve([10_000, 20_000, 50_000].map((cents) => boardState({ value: cents })))
    const spot = { em: String(fromMs + 1999), com: `${fromMs}.1` }
    const { place } = await mount((world) => board(world, spot))
    await inPlace(place).says(/valor: R\$\s100,00 → R\$\s200,00/i)
  })

  it('[HSC-16] shows a list of requests as it stood, what changed since, and compares it with now', async () => {
    const list = (priority: string, more: Readonly<Record<string, JsonValue>> = {}): States[number] => ({
      meta: { title: 'Compras', currency: 'BRL' },
      requests: { 'request-01': { title: 'Cadeiras', priority, total: 120_000, createdAt: fromMs }, ...more },
    })
    serve([list('low'), list('high', { 'request-02': { title: 'Mesas', createdAt: fromMs + 1000 } })])
    const document = mustParseName(requestsName('list-0001'))
    const { place } = await mount(() => (
      <Placed start={{}}>{(own) => <DocumentInspector place={own} document={document} />}</Placed>
    ))
    const { says } = inPlace(place)
    await says(/Solicitações 2.*Cadeiras.*prioridade\s*Alta/i)
    await says(/total\s*R\$\s1\.200/i)
    const line = await slider(place)
    line.focus()
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}')
    await says('novos 1 · mudados 1')
    await vi.waitFor(
      () => expect(place.querySelector('[data-entry-then=request-01]')?.textContent).toMatch(/mudou depois.*Baixa/),
      patience,
    )
    expect(place.querySelector('[data-entry-then=request-02]')).toBeNull()
    await userEvent.click(await vi.waitUntil(() => place.querySelector<HTMLElement>('input[value=compare]'), patience))
    await says(/Mesas.*novo desde então/)
    await says(/prioridade: Baixa → Alta/i)
    expect(place.textContent).toContain('Restaurar tudo…')
  })
})
