/** The moments of a document that people gave a name: looked at, made, renamed, removed. */
import { Bookmark, BookmarkPlus, Pencil, Pin, Trash2 } from 'lucide-react'
import { clsx } from 'clsx'
import { longestMomentName, momentName } from '@mutirao/documents'
import { useState } from 'react'
import { nameMoment, removeMoment, renameMoment, type NamedMoment } from '../../../engine/index.ts'
import { formatBrief, useTranslation, words } from '../../../i18n/index.ts'
import { Button, Dialog, Field, Input, Menu, MenuItem, MenuLabel, MenuSeparator, toast } from '../../../ui/index.ts'
import { tellFailure } from '../telling.ts'
import { shownMoment } from './named.ts'
import type { Inspected } from './use-inspected.ts'

type Asked = { readonly kind: 'name'; readonly seq: number } | { readonly kind: 'rename'; readonly moment: NamedMoment }

export interface NamedMomentsProps {
  readonly inspected: Inspected<unknown>
  /** The moment on the screen was put aside to compare others with. */
  readonly onHeld: () => void
}

export function NamedMoments({ inspected, onHeld }: NamedMomentsProps) {
  const { t } = useTranslation('inspector')
  const { name: document, named, moments, state, renamed, hold } = inspected
  const [asked, setAsked] = useState<Asked | null>(null)
  const shown = shownMoment(named, state)
  const at = state.shown?.at ?? null
  const seq = at?.seq ?? null
  return (
    <>
      <Menu
        align="end"
        className="max-h-[60vh] overflow-y-auto"
        trigger={
          <Button icon={<Bookmark />} className="min-w-0 phone:max-w-28">
            <span className={clsx('truncate', shown === null && 'phone:sr-only')}>
              {shown?.name ?? t('named.title')}
            </span>
          </Button>
        }
      >
        <MenuItem
          icon={<BookmarkPlus />}
          disabled={seq === null}
          onSelect={() => (seq === null ? undefined : setAsked({ kind: 'name', seq }))}
        >
          {seq === null ? t('named.chooseFirst') : t('named.make')}
        </MenuItem>
        {at ? (
          <MenuItem
            icon={<Pin />}
            onSelect={() => {
              hold({ atMs: at.atMs, seq: at.seq })
              onHeld()
            }}
          >
            {t('hold')}
          </MenuItem>
        ) : null}
        {shown ? (
          <>
            <MenuItem icon={<Pencil />} onSelect={() => setAsked({ kind: 'rename', moment: shown })}>
              {t('named.rename', { name: shown.name })}
            </MenuItem>
            <MenuItem icon={<Trash2 />} danger onSelect={() => void remove(document, shown, renamed)}>
              {t('named.remove', { name: shown.name })}
            </MenuItem>
          </>
        ) : null}
        <MenuSeparator />
        {named.length === 0 ? <MenuLabel>{t('named.none')}</MenuLabel> : null}
        {named.map((moment) => (
          <MenuItem key={moment.id} icon={<Bookmark />} onSelect={() => moments.show(moment.atMs, moment.seq)}>
            <span className="flex min-w-0 items-baseline gap-3">
              <span className="min-w-0 flex-1 truncate">{moment.name}</span>
              <span className="flex-none text-sm text-soft">{formatBrief(moment.atMs)}</span>
            </span>
          </MenuItem>
        ))}
      </Menu>
      {asked ? <NameDialog document={document} asked={asked} onDone={renamed} onClose={() => setAsked(null)} /> : null}
    </>
  )
}

async function remove(document: string, moment: NamedMoment, onDone: () => void): Promise<void> {
  try {
    await removeMoment(document, moment.id)
    onDone()
    const again = () => void nameMoment(document, moment).then(onDone, tellFailure)
    const action = { label: words.t('common:undo'), run: again }
    toast({ key: 'moment', message: words.t('inspector:named.removed', { name: moment.name }), action })
  } catch (error) {
    tellFailure(error)
  }
}

interface NameDialogProps {
  readonly document: string
  readonly asked: Asked
  readonly onDone: () => void
  readonly onClose: () => void
}

function NameDialog({ document, asked, onDone, onClose }: NameDialogProps) {
  const { t } = useTranslation(['inspector', 'common'])
  const [name, setName] = useState(asked.kind === 'rename' ? asked.moment.name : '')
  const [busy, setBusy] = useState(false)
  const wanted = momentName(name) ?? ''
  const save = () => {
    if (wanted === '' || busy) return
    setBusy(true)
    const saved =
      asked.kind === 'rename'
        ? renameMoment(document, asked.moment.id, wanted)
        : nameMoment(document, { name: wanted, seq: asked.seq })
    saved
      .then(() => {
        onDone()
        onClose()
        toast({ key: 'moment', message: t('named.saved', { name: wanted }) })
      }, tellFailure)
      .finally(() => setBusy(false))
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={asked.kind === 'rename' ? t('named.renameTitle') : t('named.makeTitle')}
      description={t('named.text')}
      closeLabel={t('common:close')}
      footer={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button variant="primary" busy={busy} disabled={wanted === ''} onClick={save}>
            {t('named.save')}
          </Button>
        </>
      }
    >
      <Field label={t('named.name')}>
        {(control) => (
          <Input
            {...control}
            name="moment"
            value={name}
            maxLength={longestMomentName}
            onChange={(event) => setName(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') save()
            }}
          />
        )}
      </Field>
    </Dialog>
  )
}
