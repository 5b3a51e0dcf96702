import { Command as Cmdk } from 'cmdk'
import { CircleUser, Keyboard, Kanban, Search, SquareKanban, Zap } from 'lucide-react'
import { foldedWords } from '@mutirao/documents'
import { useMemo, useState, type ReactNode } from 'react'
import { useAllBoards, useCardTexts, useMe, usePeople } from '../../../engine/index.ts'
import { formatMoney, useTranslation } from '../../../i18n/index.ts'
import { Avatar, giveFocusBack, Kbd } from '../../../ui/index.ts'
import type { Command } from '../../../view/commands.ts'
import { Group, Item } from './palette-items.tsx'
import { recents, rememberRecent } from './recent.ts'
import { bestFirst, findCards, saysAll, type FoundCard } from './search.ts'
import { TextResults } from './text-results.tsx'

export interface PalettePage {
  readonly id: string
  readonly label: string
  readonly icon: ReactNode
  readonly onGo: () => void
}
export interface PaletteProps {
  /** Of the screen beneath, taken before the palette opened. */
  readonly commands: readonly Command[]
  readonly boardId: string | null
  readonly pages: readonly PalettePage[]
  readonly onBoard: (boardId: string) => void
  /** @param place which part of the card is meant */
  readonly onCard: (boardId: string, cardId: string, place?: 'comments') => void
  /** Shows the cards of a person. */
  readonly onPerson: (userId: string) => void
  /** What was typed before the field was there. */
  readonly takeTyped: () => string
  /** Closes; `then` runs when the focus is back where it was. */
  readonly onClose: (then?: () => void) => void
}

const maxCards = 20
const maxOthers = 6

/** Everything by typing: actions of this screen, cards of all boards on this device, boards, pages, people. */
export default function Palette({ onClose, ...rest }: PaletteProps) {
  const { t } = useTranslation(['find', 'palette'])
  const [text, setText] = useState('')
  const props: PaletteProps = {
    ...rest,
    onClose: (then) =>
      onClose(() => {
        // Opened from a menu, it has no element to go back to: the menu's own.
        giveFocusBack()
        then?.()
      }),
  }
  return (
    <Cmdk.Dialog
      open
      shouldFilter={false}
      label={t('palette.label')}
      onOpenChange={(open) => (open ? undefined : props.onClose())}
      overlayClassName="motion-fade fixed inset-0 z-40 bg-scrim"
      contentClassName="motion-pop fixed inset-x-0 top-[12vh] z-50 mx-auto w-[min(640px,calc(100vw-24px))] overflow-hidden rounded-xl bg-raised shadow-3 outline-none phone:top-2"
      loop
    >
      <div className="flex items-center gap-2.5 border-b border-line px-4">
        <Search aria-hidden className="size-4 text-faint" />
        <Cmdk.Input
          value={text}
          onValueChange={setText}
          onFocus={() => {
            const early = props.takeTyped()
            if (early !== '') setText(early)
          }}
          placeholder={t('palette:placeholder')}
          className="h-12 w-full bg-transparent text-md outline-none placeholder:text-soft"
        />
        <Kbd keys="escape" />
      </div>
      <Cmdk.List className="max-h-[min(440px,62vh)] scroll-py-2 overflow-y-auto overscroll-contain p-1.5">
        <Results {...props} text={text} />
      </Cmdk.List>
    </Cmdk.Dialog>
  )
}

function Results({ text, ...props }: PaletteProps & { readonly text: string }) {
  const { t } = useTranslation(['find', 'palette'])
  const me = useMe()
  const people = usePeople()
  const all = useAllBoards()
  const words = foldedWords(text)
  const cards = useMemo(() => findCards(all.boards, text, maxCards, props.boardId), [all, text, props.boardId])
  const recent = useMemo(() => (text.trim() === '' ? recentCards(me.workspace.id, all.boards) : []), [all, text, me])
  const texts = useCardTexts()
  const commands = props.commands.filter(({ label }) => saysAll(label, words))
  const pages = props.pages.filter(({ label }) => saysAll(label, words))
  const boards = bestFirst(
    all.boards.filter(({ title }) => saysAll(title, words)),
    words,
  ).slice(0, maxOthers)
  const members =
    words.length === 0
      ? []
      : [...people.members.values()].filter(({ active, name }) => active && saysAll(name, words)).slice(0, maxOthers)
  const openCard = (found: FoundCard, place?: 'comments') => {
    rememberRecent(me.workspace.id, { kind: 'card', boardId: found.boardId, cardId: found.card.id })
    props.onClose(() => props.onCard(found.boardId, found.card.id, place))
  }
  return (
    <>
      <Cmdk.Empty className="px-3 py-8 text-center text-muted">
        {all.opening > 0 ? t('palette:opening') : t('palette:nothing')}
      </Cmdk.Empty>
      <Group title={t('palette:recent')} show={recent.length > 0}>
        {recent.map((found) => (
          <CardItem key={`recent-${found.card.id}`} prefix="recent" found={found} onSelect={() => openCard(found)} />
        ))}
      </Group>
      <Group title={t('palette:cards')} show={cards.length > 0}>
        {cards.map((found) => (
          <CardItem key={found.card.id} prefix="card" found={found} onSelect={() => openCard(found)} />
        ))}
      </Group>
      <TextResults boards={all.boards} texts={texts} text={text} onOpen={openCard} />
      <Group title={t('palette:actions')} show={commands.length > 0}>
        {commands.map((command) => (
          <Item
            key={`${command.keys} ${command.label}`}
            value={`do-${command.keys} ${command.label}`}
            icon={command.keys === '' ? <Zap aria-hidden /> : <Keyboard aria-hidden />}
            end={command.keys === '' ? null : <Kbd keys={command.keys} />}
            onSelect={() => props.onClose(() => command.run())}
          >
            {command.label}
          </Item>
        ))}
      </Group>
      <Group title={t('palette:places')} show={boards.length + pages.length > 0}>
        {pages.map((page) => (
          <Item key={page.id} value={`page-${page.id}`} icon={page.icon} onSelect={() => props.onClose(page.onGo)}>
            {page.label}
          </Item>
        ))}
        {boards.map(({ boardId, title }) => (
          <Item
            key={boardId}
            value={`board-${boardId}`}
            icon={<Kanban aria-hidden />}
            onSelect={() => props.onClose(() => props.onBoard(boardId))}
          >
            {title}
          </Item>
        ))}
      </Group>
      <Group title={t('palette:people')} show={members.length > 0}>
        {members.map(({ id, name }) => (
          <Item
            key={id}
            value={`person-${id}`}
            icon={<Avatar id={id} name={name} size="xs" decorative />}
            end={<CircleUser aria-hidden className="size-3.5 text-faint" />}
            onSelect={() => props.onClose(() => props.onPerson(id))}
          >
            {t('palette:cardsOf', { name })}
          </Item>
        ))}
      </Group>
    </>
  )
}

function recentCards(workspaceId: string, boards: ReturnType<typeof useAllBoards>['boards']): readonly FoundCard[] {
  return recents(workspaceId).flatMap(({ boardId, cardId }) => {
    const board = boards.find((one) => one.boardId === boardId)
    const placed = board?.cards.find(({ card }) => card.id === cardId)
    return board && placed ? [{ ...placed, boardTitle: board.title }] : []
  })
}

interface CardItemProps {
  readonly found: FoundCard
  readonly prefix: string
  readonly onSelect: () => void
}
function CardItem({ found, prefix, onSelect }: CardItemProps) {
  const { t } = useTranslation(['find', 'palette', 'common'])
  const { card, stage, boardTitle } = found
  const place = card.deletedAt !== null ? t('palette:archived') : (stage?.name ?? '')
  return (
    <Item
      value={`${prefix}-${found.boardId}-${card.id}`}
      icon={<SquareKanban aria-hidden />}
      onSelect={onSelect}
      end={
        <span className="flex max-w-[45%] items-center gap-2 text-sm text-soft">
          {card.valueCents === null ? null : (
            <span className="whitespace-nowrap tabular-nums phone:hidden">{formatMoney(card.valueCents)}</span>
          )}
          <span className="truncate">{[boardTitle, place].filter(Boolean).join(' · ')}</span>
        </span>
      }
    >
      {card.title === '' ? t('common:untitled') : card.title}
      {card.account === '' ? null : <span className="ml-2 text-sm text-muted">{card.account}</span>}
    </Item>
  )
}
