import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { createFakeClient, type FakeClient } from '../../engine/testing/fake-client.ts'
import { boardId } from '../../engine/testing/world.ts'
import { chooseLanguage } from '../../i18n/index.ts'
import { mount, unmountAll, type Mounted } from '../../testing/mount.tsx'
import CardDrawer from './index.tsx'

afterEach(unmountAll)

interface Opened extends Mounted {
  readonly drawer: HTMLElement
  readonly cardId: string
  readonly opened: string[]
}

async function openDrawer(moment?: string, client?: FakeClient): Promise<Opened> {
  const opened: string[] = []
  const mounted = await mount((world) => {
    const board = world.engine.boards.get(boardId).view().store
    const cardId = board?.column(world.stageIds[0] ?? '')[0] ?? ''
    return (
      <CardDrawer
        boardId={boardId}
        cardId={cardId}
        moment={moment}
        onPresent={() => opened.push('present')}
        onClose={() => undefined}
        onOpenCard={(id) => opened.push(id)}
      />
    )
  }, client && { client })
  const drawer = await vi.waitUntil(() => mounted.place.querySelector('dialog'))
  const cardId =
    mounted.engine.boards
      .get(boardId)
      .view()
      .store?.column(mounted.stageIds[0] ?? '')[0] ?? ''
  return { ...mounted, drawer, cardId, opened }
}
const details = ({ engine, cardId }: Opened) => engine.cards.get(`${boardId}.${cardId}`).view().details

describe('fields of one line', () => {
  it('[CRD-38] wrap when they are long, and keep being one line', async () => {
    const open = await openDrawer()
    const mail = await vi.waitUntil(() => open.drawer.querySelector<HTMLTextAreaElement>('[name=contactEmail]'))
    const height = mail.offsetHeight
    const address = `${'compras.'.repeat(12)}obras@construtora.example`
    await userEvent.fill(mail, address)
    await userEvent.keyboard('{Enter}')
    const board = open.engine.boards.get(boardId).view().store
    await vi.waitFor(() => expect(board?.card(open.cardId)?.contactEmail).toBe(address))
    await vi.waitFor(() => expect(mail.offsetHeight).toBeGreaterThan(height * 1.3))
    expect(mail.scrollHeight).toBeLessThanOrEqual(mail.clientHeight)
    const next = open.drawer.querySelector<HTMLTextAreaElement>('[name=nextActivity]') ?? expect.unreachable()
    await userEvent.fill(next, 'Ligar\npara a obra')
    await userEvent.keyboard('{Enter}')
    await vi.waitFor(() => expect(board?.card(open.cardId)?.nextActivity).toBe('Ligar para a obra'))
  })
})

describe('comments', () => {
  it('[CRD-16] a colleague is mentioned by keyboard alone, is stored with their id and shown as a chip', async () => {
    const open = await openDrawer()
    const tab = await vi.waitUntil(() => [...open.drawer.querySelectorAll('[role=tab]')].at(-1))
    await userEvent.click(tab)
    const box = await vi.waitUntil(() => open.drawer.querySelector<HTMLTextAreaElement>('textarea[role=combobox]'))
    await userEvent.click(box)
    await userEvent.keyboard('Veja, @rib')
    await vi.waitFor(() => expect(box.getAttribute('aria-expanded')).toBe('true'))
    const option = document.getElementById(box.getAttribute('aria-activedescendant') ?? '')
    expect(option?.textContent).toContain('Ana Ribeiro')
    await userEvent.keyboard('{Escape}')
    await vi.waitFor(() => expect(box.getAttribute('aria-expanded')).toBe('false'))
    expect(open.drawer.isConnected && document.activeElement === box).toBe(true)
    await userEvent.keyboard('{Backspace}{Enter}')
    await vi.waitFor(() => expect(box.value).toBe('Veja, @Ana Ribeiro '))
    await userEvent.keyboard('por favor{Control>}{Enter}{/Control}')
    await vi.waitFor(() => expect(details(open)?.comments()).toHaveLength(1))
    expect(details(open)?.comments()[0]?.text).toBe('Veja, @[Ana Ribeiro](user:user-ana-0001) por favor')
    const chip = await vi.waitUntil(() => open.drawer.querySelector('[data-mention]'))
    expect(chip.textContent).toBe('@Ana Ribeiro')
    expect(box.value).toBe('')
  })
})

describe('an opened card', () => {
  it('[CRD-20] that is only read has no arrow beside its owner; a long text ends in an ellipsis, never under its button', async () => {
    const reading = { loaded: true, everSynced: true, synced: true, denied: null, readOnly: true, unsent: 0 }
    const { drawer } = await openDrawer(undefined, createFakeClient(reading))
    const owner = await vi.waitUntil(() => drawer.querySelector<HTMLElement>('button[role=combobox][disabled]'))
    const arrow = owner.querySelector(':scope > svg')
    expect(arrow && getComputedStyle(arrow).display).toBe('none')
    const account = drawer.querySelector<HTMLInputElement>('input[name=account]')
    if (!account) throw new Error('no account field')
    const button = account.parentElement?.querySelector('a, button')
    const style = getComputedStyle(account)
    const textEnds = account.getBoundingClientRect().right - Number.parseFloat(style.paddingRight)
    expect(style.textOverflow).toBe('ellipsis')
    expect(button ? textEnds <= button.getBoundingClientRect().left : true).toBe(true)
  })

  it.each(['pt-BR', 'en'] as const)(
    '[CRD-21] that is only read can be closed on a small phone, in %s',
    async (language) => {
      await chooseLanguage(language)
      await page.viewport(320, 700)
      const reading = { loaded: true, everSynced: true, synced: true, denied: null, readOnly: true, unsent: 0 }
      const { drawer } = await openDrawer(undefined, createFakeClient(reading))
      onTestFinished(async () => {
        await chooseLanguage('pt-BR')
        await page.viewport(1280, 800)
      })
      const badge = await vi.waitUntil(() =>
        [...drawer.querySelectorAll('header span[title]')].find(({ textContent }) =>
          /Só leitura|Read only/.test(textContent),
        ),
      )
      const close = drawer.querySelector(`header button[aria-label="${language === 'en' ? 'Close' : 'Fechar'}"]`)
      await vi.waitFor(() => expect(Math.round(drawer.getBoundingClientRect().right)).toBe(320))
      for (const part of [badge, close]) {
        const { left, right } = part?.getBoundingClientRect() ?? { left: -1, right: 999 }
        expect(left).toBeGreaterThanOrEqual(0)
        expect(right).toBeLessThanOrEqual(320)
      }
    },
  )

  it('[CRD-17] lists the other cards of its account, and Enter opens one', async () => {
    const open = await openDrawer()
    // All cards of this world are of one account.
    const first = await vi.waitUntil(() => open.drawer.querySelector<HTMLElement>('[data-related]'))
    expect(open.drawer.querySelector('[aria-label="Desta conta"] h3')?.textContent).toBe('Desta conta 23')
    first.focus()
    await userEvent.keyboard('{Enter}')
    expect(open.opened).toEqual([first.dataset['related']])
    expect(open.opened).not.toContain(open.cardId)
  })

  it('[CRD-18] opened by a link to a moment says so and leads to the present', async () => {
    const open = await openDrawer('2026-11-20T12:00:00Z')
    const notice = await vi.waitUntil(() => open.drawer.querySelector('output'))
    expect(notice.textContent).toContain('Mostrando o estado atual. O que mudou desde então está na aba Histórico.')
    const button = notice.querySelector('button')
    if (!button) throw new Error('no way to the present')
    await userEvent.click(button)
    expect(open.opened).toEqual(['present'])
  })

  it('[CRD-19] takes pasted lines as items, counts them in its head, and undoes them at once', async () => {
    const open = await openDrawer()
    const input = await vi.waitUntil(() =>
      open.drawer.querySelector<HTMLInputElement>('input[aria-label="Adicionar item"]'),
    )
    input.focus()
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', '- Ligar\n- Enviar proposta\n- Visitar')
    input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    const texts = () =>
      details(open)
        ?.checklist()
        .map(({ text }) => text)
    await vi.waitFor(() => expect(texts()).toEqual(['Ligar', 'Enviar proposta', 'Visitar']))
    await vi.waitFor(() =>
      expect(open.drawer.querySelector('[data-list-progress]')?.getAttribute('data-list-progress')).toBe('0/3'),
    )
    open.engine.boardEdits(boardId).undo()
    await vi.waitFor(() => expect(texts()).toEqual([]))
    expect(open.drawer.querySelector('[data-list-progress]')).toBeNull()
  })
})
