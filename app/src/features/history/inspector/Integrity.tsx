/** Size, growth, who is connected, and whether every row is what was written. */
import { BadgeCheck, Download, ShieldAlert } from 'lucide-react'
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react'
import {
  exportHref,
  inspectDocument,
  verifyDocument,
  type Inspection,
  type Verification,
} from '../../../engine/index.ts'
import { errorSentence, formatBytes, formatDay, formatNumber, useTranslation } from '../../../i18n/index.ts'
import { Avatar, Button, Skeleton } from '../../../ui/index.ts'
import { Clients } from './Clients.tsx'

/** @param props.moved see `useHistoryMoved` */
export function Integrity({ name, moved }: { readonly name: string; readonly moved: number }) {
  const { t } = useTranslation('inspector')
  const [seen, setSeen] = useState<Inspection | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    let gone = false
    const show = (inspection: Inspection) => {
      if (gone) return
      setSeen(inspection)
      setProblem(null)
    }
    const look = async () => {
      const known = await inspectDocument(name, 'known')
      show(known)
      // A document with a long life takes its time to be loaded: the other numbers are read meanwhile.
      if (known.structs === null && !gone) show(await inspectDocument(name, 'exact'))
    }
    look().catch((error: unknown) => (gone ? undefined : setProblem(errorSentence(error))))
    return () => {
      gone = true
    }
  }, [name, moved])
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">
      {problem === null ? null : <output className="block pb-3 text-amber">{problem}</output>}
      {seen ? <Numbers seen={seen} /> : problem === null ? <Skeleton className="h-40" /> : null}
      <Clients key={name} name={name} />
      <Verify name={name} />
      <section className="mt-5 flex flex-wrap gap-2" aria-label={t('export')}>
        {(['json', 'csv', 'update'] as const).map((format) => (
          <a
            key={format}
            href={exportHref(name, format)}
            download
            className="inline-flex h-(--control) items-center gap-1.5 rounded-[7px] px-3 font-medium shadow-[inset_0_0_0_1px_var(--line-strong)] hover:bg-hover [&>svg]:size-[15px]"
          >
            <Download aria-hidden />
            {t(`exportAs.${format}`)}
          </a>
        ))}
      </section>
    </div>
  )
}

function Numbers({ seen }: { readonly seen: Inspection }) {
  const { t } = useTranslation('inspector')
  const days = seen.bytesPerDay.slice(-30)
  const most = Math.max(1, ...days.map(({ bytes }) => bytes))
  return (
    <>
      <dl className="grid grid-cols-[repeat(auto-fill,minmax(150px,1fr))] gap-3">
        <Fact label={t('rows')}>{formatNumber(seen.rows)}</Fact>
        <Fact label={t('bytes')}>{formatBytes(seen.bytes)}</Fact>
        <Fact label={t('facts')}>{formatNumber(seen.facts)}</Fact>
        <Fact label={t('structs')}>{seen.structs === null ? '…' : formatNumber(seen.structs)}</Fact>
        <Fact label={t('clients')}>{formatNumber(seen.clients)}</Fact>
        <Fact label={t('tombstones')}>
          {seen.tombstoneShare === null ? '…' : `${formatNumber(Math.round(seen.tombstoneShare * 100))} %`}
        </Fact>
        {seen.memory ? (
          <Fact label={t('memory')}>
            {t('memoryOf', { bytes: formatBytes(seen.memory.bytes), limit: formatBytes(seen.memory.limitBytes) })}
          </Fact>
        ) : null}
        <Fact label={t('openConflicts')}>{formatNumber(seen.openConflicts)}</Fact>
        <Fact label={t('derived')}>
          {t('derivedOf', { seq: formatNumber(seen.derivedSeq), of: formatNumber(seen.seq) })}
        </Fact>
        {seen.segments.rows > 0 ? (
          <Fact label={t('packed')}>
            {t('packedOf', {
              rows: formatNumber(seen.segments.rows),
              before: formatBytes(seen.segments.bytesBefore),
              after: formatBytes(seen.segments.bytesAfter),
            })}
          </Fact>
        ) : null}
      </dl>
      {seen.memory?.full === true ? (
        <p role="alert" className="mt-3 text-red">
          {t('full')}
        </p>
      ) : null}
      {seen.stuck ? (
        <p role="alert" className="mt-3 text-red">
          {t('stuck', { count: seen.stuck.failures, error: seen.stuck.error })}
        </p>
      ) : null}
      <h2 className="mt-5 mb-1.5">{t('growth')}</h2>
      <ul aria-label={t('growth')} className="flex h-16 items-end gap-1">
        {days.map(({ day, bytes, rows }) => (
          <li
            key={day}
            title={`${day}: ${formatBytes(bytes)} · ${formatNumber(rows)}`}
            style={{ height: `${Math.max(4, (bytes / most) * 100)}%` }}
            className="max-w-6 flex-1 rounded-t-xs bg-brand"
          />
        ))}
      </ul>
      <p aria-hidden className="flex justify-between gap-2 text-xs text-soft">
        {ends(days).map(({ day, bytes }) => (
          <span key={day}>{`${formatDay(day)}: ${formatBytes(bytes)}`}</span>
        ))}
      </p>
      <h2 className="mt-5 mb-1.5">{t('connected')}</h2>
      {seen.connected.length === 0 ? <p className="text-muted">{t('nobody')}</p> : null}
      <ul className="grid gap-1">
        {seen.connected.map(({ id, name, sockets }) => (
          <li key={id} className="flex items-center gap-2">
            <Avatar id={id} name={name} size="sm" decorative />
            {name}
            <span className="text-soft">{t('sockets', { count: sockets })}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** The first and the last one. */
const ends = <T,>(all: readonly T[]): readonly T[] => (all.length < 2 ? all : [...all.slice(0, 1), ...all.slice(-1)])

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="rounded-lg bg-surface px-3 py-2 shadow-1">
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="text-md font-semibold tabular-nums">{children}</dd>
    </div>
  )
}

function Verify({ name }: { readonly name: string }) {
  const { t } = useTranslation('inspector')
  const [busy, setBusy] = useState(false)
  const [found, setFound] = useState<Verification | { readonly problem: string } | null>(null)
  const answer = useRef<HTMLOutputElement>(null)
  // On a phone it comes below the edge of the screen.
  useEffect(() => {
    if (found !== null) answer.current?.scrollIntoView({ block: 'nearest' })
  }, [found])
  const verify = useCallback(() => {
    setBusy(true)
    verifyDocument(name)
      .then(setFound, (error: unknown) => setFound({ problem: errorSentence(error) }))
      .finally(() => setBusy(false))
  }, [name])
  return (
    <section className="mt-5" aria-label={t('integrity')}>
      <div className="flex flex-wrap items-center gap-3">
        <Button busy={busy} onClick={verify}>
          {t('verify')}
        </Button>
        <output ref={answer} className="flex min-w-0 scroll-my-4 items-center gap-2">
          {found === null ? null : 'problem' in found ? (
            <span className="text-amber">{found.problem}</span>
          ) : found.broken === null ? (
            <>
              <BadgeCheck aria-hidden className="size-4 text-green" />
              {t('whole', { count: found.rows, n: formatNumber(found.rows) })}
            </>
          ) : (
            <>
              <ShieldAlert aria-hidden className="size-4 text-red" />
              <span className="text-red">
                {t('broken', { seq: formatNumber(found.broken.fromSeq), why: t(`why.${found.broken.why}`) })}
              </span>
            </>
          )}
        </output>
      </div>
    </section>
  )
}
