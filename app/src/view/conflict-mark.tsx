/** The mark of a card on which two people's values met, one of them this person's. Shown wherever the card is. */
import { GitMerge } from 'lucide-react'
import type { CardSnapshot } from '@mutirao/documents'
import { Suspense } from 'react'
import { useTranslation } from '../i18n/index.ts'
import { useCardConflicts } from './conflicts.ts'

export function ConflictMark({
  boardId,
  card,
  wordless = false,
}: {
  readonly boardId: string
  readonly card: CardSnapshot
  /** Only the sign, where a row has no room for words. */
  readonly wordless?: boolean
}) {
  const { length } = useCardConflicts(boardId, card)
  if (length === 0) return null
  return (
    // Its words come later than the first screen's; no other card waits for them.
    <Suspense fallback={null}>
      <Mark cardId={card.id} count={length} wordless={wordless} />
    </Suspense>
  )
}

interface MarkProps {
  readonly cardId: string
  readonly count: number
  readonly wordless: boolean
}

function Mark({ cardId, count, wordless }: MarkProps) {
  const { t } = useTranslation('conflicts')
  const words = t('mark', { count })
  return (
    <span
      data-conflict={cardId}
      title={words}
      className="inline-flex max-w-full flex-none items-center gap-1 justify-self-start rounded-sm bg-amber-weak px-1.5 text-xs font-medium text-amber"
    >
      <GitMerge aria-hidden className="my-[3px] size-3" />
      <span className={wordless ? 'sr-only' : 'truncate'}>{words}</span>
    </span>
  )
}
