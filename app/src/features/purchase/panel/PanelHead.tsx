import { Archive, ArchiveRestore, ChevronDown, ChevronUp, Ellipsis, Link2, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useListEdits, type ListView } from '../../../engine/purchase/index.ts'
import { formatList, formatMoney, useTranslation } from '../../../i18n/index.ts'
import { parseTitle } from '../../../parse/typed.ts'
import { AvatarStack, IconButton, Menu, MenuItem, toast } from '../../../ui/index.ts'
import { useDetail } from '../../../view/detail/context.ts'
import { Occupied } from '../../../view/detail/Occupied.tsx'
import { useFieldMessage } from '../../../view/fields/Message.tsx'
import { useDraft } from '../../../view/fields/use-draft.ts'
import type { RequestRow } from '../model/rows.ts'
import { StatusTag } from '../parts.tsx'
import { leadToItems } from './lead-to-items.ts'

export interface PanelHeadProps {
  readonly listId: string
  readonly list: ListView
  readonly row: RequestRow
  /** Just made here: its title is chosen, to be written over; Enter leads on to the items. */
  readonly isNew: boolean
  readonly onClose: () => void
  readonly onWalk: (step: 1 | -1) => void
}

export function PanelHead({ listId, list, row, isNew, onClose, onWalk }: PanelHeadProps) {
  const { t } = useTranslation(['purchase', 'card', 'common'])
  const { others } = useDetail()
  const meta = list.store?.meta()
  const { totalCents } = row
  return (
    <header className="grid grid-cols-[minmax(0,1fr)] gap-1.5 px-5 pt-2.5 phone:pt-[calc(10px+env(safe-area-inset-top))]">
      <div className="flex items-center gap-2">
        <span data-number className="min-w-0 truncate text-soft tabular-nums">
          {row.number === '' ? t('noNumber') : row.number} · {meta?.title ?? ''}
        </span>
        <span className="shrink-0 whitespace-nowrap">
          <StatusTag status={row.status} />
        </span>
        <span className="ml-auto flex shrink-0 items-center gap-0.5">
          <AvatarStack
            people={others}
            size="sm"
            label={t('card:head.here', { names: formatList(others.map(({ name }) => name)) })}
          />
          <span className="phone:hidden">
            <IconButton label={t('panel.next')} shortcut="j" onClick={() => onWalk(1)}>
              <ChevronDown />
            </IconButton>
            <IconButton label={t('panel.previous')} shortcut="k" onClick={() => onWalk(-1)}>
              <ChevronUp />
            </IconButton>
          </span>
          <MoreMenu listId={listId} list={list} row={row} />
          <IconButton label={t('common:close')} shortcut="escape" onClick={onClose} className="-mr-1.5">
            <X />
          </IconButton>
        </span>
      </div>
      <div className="flex items-start gap-3">
        <Title listId={listId} row={row} readOnly={list.readOnly} isNew={isNew} />
        {totalCents === null ? null : (
          <span data-request-total className="shrink-0 py-1 text-lg font-semibold tabular-nums">
            {formatMoney(totalCents, { currency: meta?.currency ?? 'BRL', cents: true })}
          </span>
        )}
      </div>
    </header>
  )
}

interface TitleProps {
  readonly listId: string
  readonly row: RequestRow
  readonly readOnly: boolean
  readonly isNew: boolean
}

function Title({ listId, row, readOnly, isNew }: TitleProps) {
  const { t } = useTranslation('purchase')
  const edits = useListEdits(listId)
  const { id, title } = row.request
  const draft = useDraft({
    stored: title,
    parse: parseTitle,
    onWrite: (value) => void edits.setField(id, 'title', value),
  })
  const { message, wrong } = useFieldMessage(draft, title)
  const input = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (!isNew) return
    input.current?.focus({ preventScroll: true })
    input.current?.select()
  }, [isNew])
  return (
    <div className="min-w-0 flex-1">
      <Occupied field="title" className="-mx-1.5">
        <textarea
          {...draft.bind}
          ref={input}
          rows={1}
          onKeyDown={(event) => {
            draft.bind.onKeyDown(event)
            if (!isNew || event.key !== 'Enter' || event.nativeEvent.isComposing) return
            leadToItems(event.currentTarget)
          }}
          name="title"
          aria-label={t('field.title')}
          aria-invalid={wrong || undefined}
          readOnly={readOnly}
          value={draft.focused ? draft.text : title}
          className="block field-sizing-content max-h-40 w-full resize-none rounded-md bg-transparent px-1.5 py-1 text-lg font-semibold outline-none [overflow-wrap:anywhere] hover:bg-hover focus:bg-surface touch:text-lg focus:shadow-[inset_0_0_0_2px_var(--brand)]"
        />
      </Occupied>
      {message === null ? null : (
        <p role={wrong ? 'alert' : undefined} className={wrong ? 'text-sm text-red' : 'text-sm text-amber'}>
          {message}
        </p>
      )}
    </div>
  )
}

function MoreMenu({ listId, list, row }: Pick<PanelHeadProps, 'listId' | 'list' | 'row'>) {
  const { t } = useTranslation('purchase')
  const edits = useListEdits(listId)
  const { id, deletedAt } = row.request
  const copy = () => {
    const link = window.location.href
    navigator.clipboard.writeText(link).then(
      () => toast({ message: t('panel.copied'), key: 'copy-link', durationMs: 3_000 }),
      () => toast({ message: t('panel.copyFailed', { link }), key: 'copy-link', tone: 'warning' }),
    )
  }
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={t('panel.actions')} quiet>
          <Ellipsis />
        </IconButton>
      }
    >
      <MenuItem icon={<Link2 />} onSelect={copy}>
        {t('panel.copyLink')}
      </MenuItem>
      {list.readOnly ? null : (
        <MenuItem
          icon={deletedAt === null ? <Archive /> : <ArchiveRestore />}
          onSelect={() => void (deletedAt === null ? edits.archive(id) : edits.restore(id))}
        >
          {deletedAt === null ? t('panel.archive') : t('panel.restore')}
        </MenuItem>
      )}
    </Menu>
  )
}
