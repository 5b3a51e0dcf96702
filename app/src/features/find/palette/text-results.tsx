import { MessageSquare, NotebookText, SquareCheck } from 'lucide-react'
import { useMemo } from 'react'
import type { BoardCards, CardTexts } from '../../../engine/index.ts'
import { formatNumber, useTranslation } from '../../../i18n/index.ts'
import { Group, Item } from './palette-items.tsx'
import type { FoundCard } from './search.ts'
import { findTexts, type FoundText } from './texts.ts'

export interface TextResultsProps {
  readonly boards: readonly BoardCards[]
  readonly texts: CardTexts
  /** What was typed. */
  readonly text: string
  readonly onOpen: (card: FoundCard, place?: 'comments') => void
}

const maxTexts = 8
const icons = {
  notes: <NotebookText aria-hidden />,
  checklist: <SquareCheck aria-hidden />,
  comments: <MessageSquare aria-hidden />,
} as const

/** Cards in which it is written, with the place; and of how many cards the text is not here. */
export function TextResults({ boards, texts, text, onOpen }: TextResultsProps) {
  const { t } = useTranslation(['find', 'palette', 'common'])
  const found = useMemo(() => findTexts(boards, texts, text, maxTexts), [boards, texts, text])
  const missing = useMemo(() => countMissing(boards, texts), [boards, texts])
  if (text.trim() === '') return null
  return (
    <>
      <Group title={t('palette:texts')} show={found.length > 0}>
        {found.map(({ card, kind, excerpt }) => (
          <Item
            key={card.card.id}
            value={`text-${card.boardId}-${card.card.id}`}
            icon={icons[kind]}
            end={
              <span className="max-w-[40%] truncate text-sm text-soft">{card.card.title || t('common:untitled')}</span>
            }
            onSelect={() => onOpen(card, kind === 'comments' ? 'comments' : undefined)}
          >
            <Excerpt excerpt={excerpt} />
          </Item>
        ))}
      </Group>
      {missing === 0 ? null : (
        <p className="px-2.5 py-2 text-xs text-soft">
          {texts.isReading
            ? t('palette:textsReading')
            : t('palette:textsMissing', { count: missing, n: formatNumber(missing) })}
        </p>
      )}
    </>
  )
}

function Excerpt({ excerpt }: Pick<FoundText, 'excerpt'>) {
  return excerpt.map(({ text, isMatch }, i) =>
    isMatch ? (
      <mark key={i} className="rounded-sm bg-amber-weak text-amber">
        {text}
      </mark>
    ) : (
      <span key={i}>{text}</span>
    ),
  )
}

/** Live cards of which this device has no details. */
const countMissing = (boards: readonly BoardCards[], { cards }: CardTexts): number =>
  boards.reduce(
    (all, { boardId, cards: placed }) =>
      all + placed.filter(({ card }) => card.deletedAt === null && !cards.has(`card:${boardId}.${card.id}`)).length,
    0,
  )
