/** What people say about the card, oldest first, with the place to answer below. */
import { MessageSquare } from 'lucide-react'
import { commentOfAnchor, type CommentSnapshot } from '@mutirao/documents'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from '../../i18n/index.ts'
import { EmptyState } from '../../ui/index.ts'
import { useDetail } from '../detail/context.ts'
import { Occupied } from '../detail/Occupied.tsx'
import { Comment } from './Comment.tsx'
import { Composer, keepDraft, keptDraft } from './Composer.tsx'

export interface CommentsProps {
  readonly comments: readonly CommentSnapshot[]
  readonly readOnly: boolean
  /** Among other things on one page, instead of filling a tab of its own: it neither scrolls nor says that it is empty. */
  readonly inFlow?: boolean
}

export function Comments({ comments, readOnly, inFlow = false }: CommentsProps) {
  const { t } = useTranslation('card')
  const { id, details } = useDetail()
  const end = useRef<HTMLLIElement>(null)
  const count = comments.length
  const [meant] = useState(() => commentOfAnchor(location.hash))
  const isMeantHere = comments.some((comment) => comment.id === meant)
  useEffect(() => {
    // The latest is what one comes for, unless the address means one of them.
    if (!isMeantHere && !inFlow) end.current?.scrollIntoView({ block: 'nearest' })
  }, [count, isMeantHere, inFlow])
  return (
    <div className={inFlow ? undefined : 'flex h-full min-h-0 flex-col'}>
      {count === 0 ? (
        inFlow ? null : (
          <EmptyState icon={<MessageSquare />} title={t('comments.empty')}>
            {t('comments.emptyText')}
          </EmptyState>
        )
      ) : (
        <ul aria-label={t('comments.title')} className={inFlow ? 'px-5' : 'min-h-0 flex-1 overflow-y-auto px-5 py-1'}>
          {comments.map((comment) => (
            <Comment key={comment.id} comment={comment} readOnly={readOnly} isMeant={comment.id === meant} />
          ))}
          <li ref={end} aria-hidden />
        </ul>
      )}
      {readOnly ? null : (
        <Occupied field="comments" className="mx-5 my-3">
          <Composer
            label={t('comments.placeholder')}
            submit={t('comments.send')}
            start={keptDraft(id)}
            onText={(text) => keepDraft(id, text)}
            onSubmit={(text) => details.addComment(text) !== null}
            clearAfter
          />
        </Occupied>
      )}
    </div>
  )
}
