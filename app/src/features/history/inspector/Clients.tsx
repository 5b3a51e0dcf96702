/** Which copies of a document wrote: whose, how much, from when to when. Asked for, because the server reads every row for it. */
import { useState } from 'react'
import { readWritingClients, usePeople, type WritingClients } from '../../../engine/index.ts'
import { errorSentence, formatBrief, formatNumber, useTranslation } from '../../../i18n/index.ts'
import { Avatar, Button } from '../../../ui/index.ts'
import { personName } from '../names.ts'

export function Clients({ name }: { readonly name: string }) {
  const { t } = useTranslation('inspector')
  const [busy, setBusy] = useState(false)
  const [found, setFound] = useState<WritingClients | { readonly problem: string } | null>(null)
  const read = () => {
    setBusy(true)
    readWritingClients(name)
      .then(setFound, (error: unknown) => setFound({ problem: errorSentence(error) }))
      .finally(() => setBusy(false))
  }
  return (
    <section aria-label={t('clients')} className="mt-5">
      <h2 className="mb-1.5">{t('clients')}</h2>
      {found === null ? (
        <Button busy={busy} onClick={read}>
          {t('clientsShow')}
        </Button>
      ) : 'problem' in found ? (
        <output className="text-amber">{found.problem}</output>
      ) : (
        <List found={found} />
      )}
    </section>
  )
}

function List({ found }: { readonly found: WritingClients }) {
  const { t } = useTranslation('inspector')
  const people = usePeople()
  if (found.clients.length === 0) return <p className="text-muted">{t('clientsNone')}</p>
  return (
    <>
      <ul className="grid max-w-3xl gap-1.5">
        {found.clients.map(({ id, actorId, operations, rows, firstMs, lastMs }) => {
          const who = personName(people, actorId, t('server')) ?? actorId
          return (
            <li key={id} data-client={id} className="flex gap-2.5 rounded-lg bg-surface px-3 py-2 shadow-1">
              <Avatar id={actorId} name={who} size="sm" decorative className="mt-0.5" />
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap gap-x-2">
                  <span className="font-medium">{who}</span>
                  <span className="text-soft tabular-nums">{id}</span>
                </p>
                <p className="text-sm text-muted">
                  {t('clientsOperations', { count: operations, n: formatNumber(operations) })}{' '}
                  {t('clientsRows', { count: rows, n: formatNumber(rows) })} ·{' '}
                  {t('clientsSpan', { first: formatBrief(firstMs), last: formatBrief(lastMs) })}
                </p>
              </div>
            </li>
          )
        })}
      </ul>
      {found.more > 0 ? (
        <p className="pt-1 text-sm text-soft">{t('clientsMore', { count: found.more, n: formatNumber(found.more) })}</p>
      ) : null}
    </>
  )
}
