/** The second line: size, who, when; or, while that matters more, where the bytes are. */
import { useNow } from '../../ui/index.ts'
import type { AttachmentSnapshot } from '@mutirao/documents'
import { clsx } from 'clsx'
import { useMe, usePerson } from '../../engine/index.ts'
import { formatAgo, formatBytes, formatMoment, useTranslation } from '../../i18n/index.ts'
import type { FileState } from './file-state.ts'

export function FileMeta({
  attachment,
  state,
}: {
  readonly attachment: AttachmentSnapshot
  readonly state: FileState
}) {
  const { t: common } = useTranslation('common')
  const me = useMe()
  const author = usePerson(attachment.by)
  const nowMs = useNow()
  const size = formatBytes(attachment.bytes)
  const name = attachment.by === me.id ? common('you') : (author?.name ?? common('unknownPerson'))
  const said = useFileWords(state, name, attachment.bytes)
  // A clock ahead of ours must not make files of the future.
  const when = formatAgo(Math.min(attachment.at, nowMs), nowMs)
  const parts = state.kind === 'ready' ? [size, name, when] : [size, said]
  return (
    <span
      title={formatMoment(attachment.at)}
      className={clsx(
        'block text-sm [overflow-wrap:anywhere]',
        state.kind === 'failed' ? 'text-red' : state.kind === 'kept' ? 'text-amber' : 'text-soft',
      )}
    >
      {parts.filter((part) => part !== '').join(' · ')}
      {state.kind === 'ready' && state.from === 'device' ? ` · ${said}` : ''}
    </span>
  )
}

function useFileWords(state: FileState, name: string, bytes: number): string {
  const { t } = useTranslation('files')
  const first = name.split(' ')[0] ?? name
  switch (state.kind) {
    case 'ready':
      return state.from === 'device' ? t('state.device') : ''
    case 'sending':
      return t('state.sending', { percent: Math.floor((100 * state.sent) / Math.max(1, bytes)) })
    case 'failed':
      return t(`problem.${state.problem}`)
    case 'elsewhere':
      if (state.mine) return t('state.otherDevice')
      return state.now ? t('state.theirs', { name: first }) : t('state.theirsLater', { name: first })
    default:
      return t(`state.${state.kind}`)
  }
}
