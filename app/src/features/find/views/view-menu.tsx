import { ArrowLeft, ArrowRight, ChevronDown, Link2, Pencil, Trash2 } from 'lucide-react'
import { useMe } from '../../../engine/index.ts'
import { useTranslation, words } from '../../../i18n/index.ts'
import { IconButton, Menu, MenuItem, MenuSeparator, toast } from '../../../ui/index.ts'
import type { SavedView } from './use-views.ts'
import type { ViewEdits } from './view-edits.ts'

async function copyLink(): Promise<void> {
  // The address already says query, layout and view; an open card or request does not belong to it.
  const address = new URL(location.href)
  address.searchParams.delete('card')
  address.searchParams.delete('solicitacao')
  try {
    await navigator.clipboard.writeText(address.href)
    toast({ message: words.t('find:views.copied') })
  } catch {
    toast({ message: words.t('find:views.copyFailed'), tone: 'warning' })
  }
}

interface ViewMenuProps {
  readonly view: SavedView
  readonly views: readonly SavedView[]
  readonly edits: ViewEdits
  readonly onRename: () => void
  readonly onRemove: () => void
}
/** What can be done with the view on the screen. */
export function ViewMenu({ view, views, edits, onRename, onRemove }: ViewMenuProps) {
  const { t } = useTranslation('find')
  const { role } = useMe()
  const canWrite = !view.shared || role !== 'viewer'
  const kind = views.filter(({ shared }) => shared === view.shared)
  const place = kind.indexOf(view)
  const others = kind.toSpliced(place, 1)
  const move = (to: number) => () => edits.move(view, others, others[to - 1] ?? null)
  return (
    <Menu
      trigger={
        <IconButton size="sm" quiet label={t('views.actions', { name: view.name })}>
          <ChevronDown />
        </IconButton>
      }
    >
      <MenuItem icon={<Link2 />} onSelect={() => void copyLink()}>
        {t('views.copyLink')}
      </MenuItem>
      {canWrite ? (
        <>
          <MenuItem icon={<Pencil />} onSelect={onRename}>
            {t('views.rename')}
          </MenuItem>
          {place > 0 ? (
            <MenuItem icon={<ArrowLeft />} onSelect={move(place - 1)}>
              {t('views.toLeft')}
            </MenuItem>
          ) : null}
          {place < kind.length - 1 ? (
            <MenuItem icon={<ArrowRight />} onSelect={move(place + 1)}>
              {t('views.toRight')}
            </MenuItem>
          ) : null}
          <MenuSeparator />
          <MenuItem danger icon={<Trash2 />} onSelect={onRemove}>
            {t('views.remove')}
          </MenuItem>
        </>
      ) : null}
    </Menu>
  )
}
