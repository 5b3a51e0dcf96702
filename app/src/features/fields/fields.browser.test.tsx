import { afterEach, describe, expect, it, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { cardName, createField, customValueOf, editField, setCustomField, type FieldType } from '@mutirao/documents'
import { boardId } from '../../engine/testing/world.ts'
import { mount, unmountAll, type Mounted } from '../../testing/mount.tsx'
import { boardOnScreen } from '../board/testing/board.tsx'
import { CardDrawer } from '../card/CardDrawer.tsx'
import { FieldsDialog } from './FieldsDialog.tsx'

vi.setConfig({ testTimeout: 90_000 })
afterEach(unmountAll)

const until = (condition: () => unknown) => vi.waitUntil(condition, { timeout: 10_000 })
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 10_000 })

const storeOf = (mounted: Mounted) => mounted.engine.boards.get(boardId).view().store ?? expect.unreachable()
const fieldsOf = (mounted: Mounted) => storeOf(mounted).fields()
const input = (name: string) => document.querySelector<HTMLInputElement>(`input[name="${name}"]`) as HTMLInputElement
const labelled = (label: string) => document.querySelector<HTMLElement>(`[aria-label="${label}"]`) as HTMLElement

async function dialog() {
  let closed = 0
  const mounted = await mount(() => <FieldsDialog boardId={boardId} onClose={() => void closed++} />)
  await until(() => input('new-field'))
  return { mounted, closed: () => closed }
}

async function addField(name: string) {
  await userEvent.fill(input('new-field'), name)
  await userEvent.keyboard('{Enter}')
}

describe('the fields of a board', () => {
  it('[FLD-11] are added, renamed, moved, put on the card and archived by keyboard', async () => {
    const { mounted, closed } = await dialog()
    for (const name of ['Porte', 'Renovação', 'Margem']) await addField(name)
    expect(fieldsOf(mounted).map(({ name, type }) => [name, type])).toEqual([
      ['Porte', 'text'],
      ['Renovação', 'text'],
      ['Margem', 'text'],
    ])
    expect(document.activeElement).toBe(input('new-field'))

    labelled('Subir Margem').focus()
    await userEvent.keyboard('{Enter}')
    expect(fieldsOf(mounted).map(({ name }) => name)).toEqual(['Porte', 'Margem', 'Renovação'])

    const [first] = fieldsOf(mounted)
    const name = document.querySelector<HTMLInputElement>(`[data-field="${first?.id}"] input`) as HTMLInputElement
    await userEvent.fill(name, 'Não era isso')
    await userEvent.keyboard('{Escape}')
    expect([name.value, closed()]).toEqual(['Porte', 0])
    await userEvent.fill(name, 'Porte da empresa')
    await userEvent.keyboard('{Enter}')
    expect(fieldsOf(mounted)[0]?.name).toBe('Porte da empresa')

    for (const shown of ['Porte da empresa', 'Margem']) await userEvent.click(labelled(`Mostrar ${shown} no cartão`))
    expect(fieldsOf(mounted).map(({ face }) => face)).toEqual([true, true, false])
    expect((labelled('Mostrar Renovação no cartão') as HTMLInputElement).disabled).toBe(true)

    labelled('Arquivar Margem').focus()
    await userEvent.keyboard('{Enter}')
    expect(
      storeOf(mounted)
        .archivedFields()
        .map((field) => field.name),
    ).toEqual(['Margem'])
    await userEvent.click(labelled('Restaurar Margem'))
    expect(fieldsOf(mounted)).toHaveLength(3)
    labelled('Arquivar Margem').focus()
    await userEvent.keyboard('{Escape}')
    expect(closed()).toBe(1)
  })

  it('[FLD-11] a choice asks for its options at once, each with a colour of its own', async () => {
    const { mounted, closed } = await dialog()
    labelled('Tipo').focus()
    await userEvent.keyboard('{Enter}')
    const onOption = (start: string) => {
      const option = document.activeElement
      return option?.getAttribute('role') === 'option' && (option.textContent ?? '').startsWith(start)
    }
    await until(() => onOption(''))
    await userEvent.keyboard('e')
    await until(() => onOption('E'))
    await userEvent.keyboard('{Enter}')
    await until(() => document.querySelector('[role=listbox]') === null)
    await addField('Porte')
    await until(() => input('new-option'))
    for (const option of ['Grande', 'Pequeno']) {
      input('new-option').focus()
      await userEvent.keyboard(`${option}{Enter}`)
    }
    await userEvent.keyboard('Nunca{Escape}')
    expect(closed()).toBe(0)
    const [field] = fieldsOf(mounted)
    expect(field?.options.map(({ name }) => name)).toEqual(['Grande', 'Pequeno'])
    expect(new Set(field?.options.map(({ color }) => color)).size).toBe(2)
    await userEvent.click(labelled('Subir Pequeno'))
    await userEvent.click(labelled('Remover Grande'))
    expect(fieldsOf(mounted)[0]?.options.map(({ name }) => name)).toEqual(['Pequeno'])
  })
})

describe('custom fields of an opportunity', () => {
  it('[FLD-12] are edited with the control of their type; what does not fit is refused and nothing written', async () => {
    const mounted = await mount(() => null)
    const { board, anas } = mounted
    const add = (name: string, type: FieldType) => createField(board.doc, anas, { name, type }).fieldId
    const ids = { text: add('Texto', 'text'), number: add('Peso', 'number'), money: add('Custo', 'money') }
    const date = add('Vence', 'date')
    const cardId = storeOf(mounted).column(mounted.stageIds[0] ?? '')[0] ?? ''
    // The fields live on the board: they do not wait for the card's own document.
    mounted.client.document(cardName(boardId, cardId)).setState({ loaded: false, everSynced: false, synced: false })
    mounted.render(
      <CardDrawer boardId={boardId} cardId={cardId} onClose={() => undefined} onOpenCard={() => undefined} />,
    )
    await until(() => input(`field:${date}`))
    const value = (id: string) => {
      const [card, field] = [storeOf(mounted).card(cardId), storeOf(mounted).field(id)]
      return card && field ? customValueOf(card, field) : null
    }
    const type = async (id: string, text: string) => {
      await userEvent.fill(input(`field:${id}`), text)
      await userEvent.keyboard('{Enter}')
    }
    await type(ids.text, 'Sob medida')
    await type(ids.number, '12,5')
    await type(ids.money, '-1.500,50')
    await type(date, '5/12/2026')
    expect([value(ids.text), value(ids.number), value(ids.money), value(date)]).toEqual([
      'Sob medida',
      12.5,
      -150_050,
      '2026-12-05',
    ])
    await type(ids.number, 'muito')
    expect(value(ids.number)).toBe(12.5)
    expect(input(`field:${ids.number}`).getAttribute('aria-invalid')).toBe('true')
  })
  it('[FLD-13] show on the face of the cards that have a value', async () => {
    const { board, anas, ...screen } = await boardOnScreen({ cards: 2 })
    const options = [{ id: 'g', name: 'Grande', color: '#2c68d6' }]
    const choice = createField(board.colleague, anas, { name: 'Porte', type: 'choice', options, face: true }).fieldId
    const money = createField(board.colleague, anas, { name: 'Custo', type: 'money' }).fieldId
    const [filled = '', empty = ''] = screen.ids(0)
    setCustomField(board.colleague, anas, { cardId: filled, fieldId: choice, value: 'g' })
    setCustomField(board.colleague, anas, { cardId: filled, fieldId: money, value: 150_000 })
    board.deliver()
    await eventually(() => expect(screen.card(filled)?.textContent).toContain('Porte: Grande'))
    expect(screen.card(filled)?.textContent).not.toContain('1.500')
    expect(screen.card(empty)?.textContent).not.toContain('Porte')
    editField(board.colleague, anas, { fieldId: money, face: true })
    board.deliver()
    await eventually(() => expect(screen.card(filled)?.textContent).toContain('1.500'))
  })
})
