/** One comment: who, when, the words as they were written. Its author may change or delete it. */
import { Ellipsis, Pencil, Trash2 } from 'lucide-react'
import type { CommentSnapshot } from '@mutirao/documents'
import { useEffect, useRef, useState } from 'react'
import { useMe, usePerson } from '../../engine/index.ts'
import { formatAgo, formatMoment, useTranslation } from '../../i18n/index.ts'
import { Avatar, Button, IconButton, Menu, MenuItem, useNow } from '../../ui/index.ts'
import { useDetail } from '../detail/context.ts'

import { mayChange } from '../detail/access.ts'
import { Composer } from './Composer.tsx'
import { Words } from './Words.tsx'

export interface CommentProps {
  readonly comment: CommentSnapshot
  readonly readOnly: boolean
  /** The address means this one: it comes into sight and has the focus once. */
  readonly isMeant?: boolean
}

export function Comment({ comment, readOnly, isMeant = false }: CommentProps) {
  const { t } = useTranslation('card')
  const { t: common } = useTranslation('common')
  const { details } = useDetail()
  const me = useMe()
  const author = usePerson(comment.by)
  const nowMs = useNow()
  const [editing, setEditing] = useState(false)
  const element = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (!isMeant) return
    element.current?.scrollIntoView({ block: 'center' })
    element.current?.focus({ preventScroll: true })
  }, [isMeant])
  const mine = mayChange(comment, me.id)
  const name = author?.name ?? (comment.by === me.id ? me.name : common('unknownPerson'))
  // A clock ahead of ours must not make comments of the future.
  const when = formatAgo(Math.min(comment.at, nowMs), nowMs)
  const save = (text: string): boolean => {
    const saved = text === comment.text || details.editComment(comment.id, text)
    if (saved) setEditing(false)
    return saved
  }
  return (
    <li
      ref={element}
      tabIndex={isMeant ? -1 : undefined}
      data-meant={isMeant || undefined}
      aria-label={t('comments.by', { name, when })}
      className="group/comment grid grid-cols-[24px_minmax(0,1fr)] gap-x-2.5 border-b border-line py-2.5 last-of-type:border-0 data-meant:rounded-md data-meant:bg-brand-weak data-meant:px-2"
    >
      <Avatar id={comment.by} name={name} decorative />
      <div className="min-w-0">
        <div className="flex min-h-6 items-center gap-2">
          <span className="truncate font-medium">{name}</span>
          <time
            dateTime={new Date(comment.at).toISOString()}
            title={formatMoment(comment.at)}
            className="shrink-0 text-sm text-soft"
          >
            {when}
          </time>
          {comment.editedAt === null ? null : (
            <span
              title={t('comments.editedAt', { date: formatMoment(comment.editedAt) })}
              className="shrink-0 text-sm text-soft"
            >
              {t('comments.edited')}
            </span>
          )}
          {mine && !readOnly && !editing ? (
            <CommentMenu onEdit={() => setEditing(true)} onRemove={() => void details.deleteComment(comment.id)} />
          ) : null}
        </div>
        {editing ? (
          <Composer
            label={t('comments.edit')}
            submit={t('comments.save')}
            start={comment.text}
            onSubmit={save}
            onCancel={() => setEditing(false)}
            focus
            more={
              <Button size="sm" onClick={() => setEditing(false)}>
                {common('cancel')}
              </Button>
            }
          />
        ) : (
          <Words text={comment.text} />
        )}
      </div>
    </li>
  )
}

function CommentMenu({ onEdit, onRemove }: { readonly onEdit: () => void; readonly onRemove: () => void }) {
  const { t } = useTranslation('card')
  return (
    <span className="ml-auto opacity-0 group-focus-within/comment:opacity-100 group-hover/comment:opacity-100 touch:opacity-100 has-data-[state=open]:opacity-100">
      <Menu
        align="end"
        trigger={
          <IconButton label={t('comments.actions')} size="sm" quiet>
            <Ellipsis />
          </IconButton>
        }
      >
        <MenuItem icon={<Pencil />} onSelect={onEdit}>
          {t('comments.edit')}
        </MenuItem>
        <MenuItem icon={<Trash2 />} danger onSelect={onRemove}>
          {t('comments.remove')}
        </MenuItem>
      </Menu>
    </span>
  )
}
