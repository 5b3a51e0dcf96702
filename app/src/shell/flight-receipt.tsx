import { CircleCheck, TriangleAlert } from 'lucide-react'
import { useEngine, usePeople, type Receipt } from '../engine/index.ts'
import { formatNumber, useTranslation } from '../i18n/index.ts'
import { Button, Dialog } from '../ui/index.ts'
import { titleOf } from '../view/document-title.ts'
import { seconds } from './seconds.ts'

/** The receipt of a flight: what was made without a network, and where the server's journal stands with it. */
export default function FlightReceipt({
  receipt,
  onClose,
}: {
  readonly receipt: Receipt
  readonly onClose: () => void
}) {
  const { t } = useTranslation(['flight', 'shell', 'common'])
  const engine = useEngine()
  const { documents } = usePeople()
  const { edits, refused } = receipt
  return (
    <Dialog
      open
      onClose={onClose}
      size="md"
      title={t('receiptTitle')}
      description={t('receiptText')}
      closeLabel={t('common:close')}
      footer={
        <Button variant="primary" onClick={onClose}>
          {t('common:close')}
        </Button>
      }
    >
      <p className="flex items-center gap-2 text-green">
        <CircleCheck aria-hidden className="size-5 shrink-0" />
        <span className="text-md font-semibold">{t('allThere', { count: edits, formatted: formatNumber(edits) })}</span>
      </p>
      {refused === 0 ? null : (
        <p className="mt-2 flex gap-2 text-amber">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {t('refused', { count: refused, formatted: formatNumber(refused) })}
        </p>
      )}
      <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
        <dt className="text-muted">{t('flown')}</dt>
        <dd className="text-right">{t('seconds', { seconds: seconds(receipt.flownMs) })}</dd>
        <dt className="text-muted">{t('landedIn')}</dt>
        <dd className="text-right">{t('seconds', { seconds: seconds(receipt.landingMs) })}</dd>
      </dl>
      <table className="mt-3 w-full border-collapse text-left">
        <thead className="text-xs text-soft">
          <tr className="[&>th]:py-1 [&>th]:font-medium">
            <th scope="col">{t('document')}</th>
            <th scope="col" className="text-right">
              {t('edits')}
            </th>
            <th scope="col" className="pl-4 text-right">
              {t('cursor')}
            </th>
          </tr>
        </thead>
        <tbody>
          {receipt.lines.map((line) => (
            <tr key={line.name} className="border-t border-line [&>td]:py-1.5">
              <td className="[overflow-wrap:anywhere]">{titleOf(line.name, documents, engine)}</td>
              <td className="text-right tabular-nums">{formatNumber(line.edits)}</td>
              <td className="pl-4 text-right font-mono text-sm text-muted">{line.cursor ?? '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  )
}
