/** The content of a card's document: as it stood, and what lies between that and now. */
import { CircleCheck, Circle, MessageSquare, Paperclip } from 'lucide-react'
import type {
  AttachmentSnapshot,
  CardContent,
  CardContentDifference,
  ChecklistItem,
  CommentSnapshot,
  EntriesDifference,
} from '@mutirao/documents'
import type { ReactNode } from 'react'
import { usePerson } from '../../../engine/index.ts'
import { formatBrief, formatBytes, useTranslation } from '../../../i18n/index.ts'
import { Avatar, EmptyState, Tag } from '../../../ui/index.ts'
import { TextDiff } from '../TextDiff.tsx'

export interface CardThenProps {
  readonly content: CardContent
  /** What has changed since; null when this is now. */
  readonly difference: CardContentDifference | null
}

export function CardThen({ content, difference }: CardThenProps) {
  const { t } = useTranslation('inspector')
  const { notes, checklist, comments, attachments } = content
  if (notes.trim() === '' && checklist.length + comments.length + attachments.length === 0)
    return (
      <div className="min-h-0 flex-1 overflow-y-auto">
        <EmptyState icon={<MessageSquare />} title={t('emptyCard')} />
      </div>
    )
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">
      <div className="grid max-w-3xl gap-5">
        {notes.trim() === '' ? null : (
          <Part title={t('notes')} tag={difference && difference.notes.length > 0 ? t('changedSince') : null}>
            <p className="whitespace-pre-line [overflow-wrap:anywhere]">{notes}</p>
          </Part>
        )}
        {checklist.length === 0 ? null : (
          <Part title={t('checklist')} tag={null}>
            <ul className="grid gap-1">
              {checklist.map((item) => (
                <Item key={item.id} item={item} fate={fateOf(item, difference?.checklist)} />
              ))}
            </ul>
          </Part>
        )}
        {comments.length === 0 ? null : (
          <Part title={t('comments')} tag={null}>
            <ul className="grid gap-3">
              {comments.map((comment) => (
                <Comment key={comment.id} comment={comment} fate={fateOf(comment, difference?.comments)} />
              ))}
            </ul>
          </Part>
        )}
        {attachments.length === 0 ? null : (
          <Part title={t('files')} tag={null}>
            <ul className="grid gap-1">
              {attachments.map((file) => (
                <File key={file.id} file={file} fate={fateOf(file, difference?.attachments)} />
              ))}
            </ul>
          </Part>
        )}
      </div>
    </div>
  )
}

export function CardCompared({ difference }: { readonly difference: CardContentDifference }) {
  const { t } = useTranslation('inspector')
  const { notes, checklist, comments, attachments } = difference
  const isSame = [
    notes,
    ...[checklist, comments, attachments].flatMap((one) => [one.added, one.removed, one.changed]),
  ].every((list) => list.length === 0)
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">
      {isSame ? <p className="text-muted">{t('sameAsNow')}</p> : null}
      <div className="grid max-w-3xl gap-5">
        {notes.length === 0 ? null : (
          <Part title={t('notes')} tag={null}>
            <div className="grid gap-1.5">
              {notes.map((splice) => (
                <TextDiff key={splice.at} splice={splice} />
              ))}
            </div>
          </Part>
        )}
        <Entries title={t('checklist')} difference={checklist}>
          {(item, fate, before) => <Item key={item.id} item={item} before={before} fate={fate} />}
        </Entries>
        <Entries title={t('comments')} difference={comments}>
          {(comment, fate, before) => <Comment key={comment.id} comment={comment} before={before} fate={fate} />}
        </Entries>
        <Entries title={t('files')} difference={attachments}>
          {(file, fate, before) => <File key={file.id} file={file} before={before} fate={fate} />}
        </Entries>
      </div>
    </div>
  )
}

type Fate = 'addedSince' | 'removedSince' | 'changedSince' | null
type Identified = { readonly id: string }

function fateOf(entry: Identified, changes: EntriesDifference<Identified> | undefined): Fate {
  if (!changes) return null
  if (changes.removed.some(({ id }) => id === entry.id)) return 'removedSince'
  return changes.changed.some(({ now }) => now.id === entry.id) ? 'changedSince' : null
}

interface EntriesProps<T> {
  readonly title: string
  readonly difference: EntriesDifference<T>
  readonly children: (entry: T, fate: Fate, before: T | null) => ReactNode
}

function Entries<T>({ title, difference: { added, removed, changed }, children }: EntriesProps<T>) {
  if (added.length + removed.length + changed.length === 0) return null
  return (
    <Part title={title} tag={null}>
      <ul className="grid gap-2">
        {changed.map(({ before, now }) => children(now, 'changedSince', before))}
        {removed.map((entry) => children(entry, 'removedSince', null))}
        {added.map((entry) => children(entry, 'addedSince', null))}
      </ul>
    </Part>
  )
}

function Part({
  title,
  tag,
  children,
}: {
  readonly title: string
  readonly tag: string | null
  readonly children: ReactNode
}) {
  return (
    <section aria-label={title}>
      <h2 className="flex items-center gap-2 pb-1.5">
        {title}
        {tag === null ? null : <Tag tone="amber">{tag}</Tag>}
      </h2>
      {children}
    </section>
  )
}

function FateTag({ fate }: { readonly fate: Fate }) {
  const { t } = useTranslation('inspector')
  if (fate === null) return null
  return <Tag tone={fate === 'removedSince' ? 'red' : fate === 'addedSince' ? 'blue' : 'amber'}>{t(fate)}</Tag>
}

interface EntryProps<T> {
  readonly fate: Fate
  /** What stood there then, when it is told beside what stands now. */
  readonly before?: T | null
}

function Item({ item, before, fate }: EntryProps<ChecklistItem> & { readonly item: ChecklistItem }) {
  const { t } = useTranslation('inspector')
  const Mark = item.done ? CircleCheck : Circle
  return (
    <li className="flex items-start gap-2">
      <Mark
        aria-label={item.done ? t('done') : t('open')}
        className={item.done ? 'mt-0.5 size-4 flex-none text-green' : 'mt-0.5 size-4 flex-none text-faint'}
      />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {before && before.text !== item.text ? <Before>{before.text}</Before> : null}
        {item.text} <FateTag fate={fate} />
        {before && before.done !== item.done ? (
          <span className="ml-1.5 text-sm text-soft">{item.done ? t('wasOpen') : t('wasDone')}</span>
        ) : null}
      </span>
    </li>
  )
}

function File({ file, before, fate }: EntryProps<AttachmentSnapshot> & { readonly file: AttachmentSnapshot }) {
  return (
    <li className="flex items-start gap-2">
      <Paperclip aria-hidden className="mt-0.5 size-4 flex-none text-faint" />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {before && before.name !== file.name ? <Before>{before.name}</Before> : null}
        {file.name} <span className="text-sm text-soft">{formatBytes(file.bytes)}</span> <FateTag fate={fate} />
      </span>
    </li>
  )
}

function Comment({ comment, before, fate }: EntryProps<CommentSnapshot> & { readonly comment: CommentSnapshot }) {
  const { t } = useTranslation('common')
  const name = usePerson(comment.by)?.name ?? t('unknownPerson')
  return (
    <li className="grid grid-cols-[24px_minmax(0,1fr)] gap-x-2.5">
      <Avatar id={comment.by} name={name} decorative />
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{name}</span>
          <time dateTime={new Date(comment.at).toISOString()} className="text-sm text-soft">
            {formatBrief(comment.at)}
          </time>
          <FateTag fate={fate} />
        </p>
        <p className="whitespace-pre-line [overflow-wrap:anywhere]">
          {before && before.text !== comment.text ? <Before>{before.text}</Before> : null}
          {comment.text}
        </p>
      </div>
    </li>
  )
}

const Before = ({ children }: { readonly children: string }) => (
  <del className="mr-1.5 rounded-xs bg-red-weak text-red">{children}</del>
)
