/** What cannot be taken as it stands: row, column, what is in the file and what happens to it. */
import { CircleCheck, Download, TriangleAlert } from 'lucide-react'
import { formatNumber, useTranslation } from '../../../i18n/index.ts'
import { Button } from '../../../ui/index.ts'
import type { OpenFile } from '../flow-state.ts'
import type { RowProblem } from '../plan/shape.ts'
import { problemsCsv } from './problems-csv.ts'
import { counted, useColumnName } from './words.ts'

export const problemsId = 'import-problems'

export interface ProblemsProps {
  readonly file: OpenFile
  readonly allProblems: () => Promise<readonly RowProblem[]>
  readonly onFailure: (error: unknown) => void
}

export function Problems({ file, allProblems, onFailure }: ProblemsProps) {
  const { t } = useTranslation('importing')
  const { problems, problemCount, skippedRows } = file.plan
  const nameOf = useColumnName(file.summary.columns)
  if (problemCount === 0)
    return (
      <p className="flex items-center gap-2 text-muted">
        <CircleCheck aria-hidden className="size-4 text-green" />
        {t('problems.none')}
      </p>
    )
  const download = () => {
    const header = [t('problems.row'), t('problems.column'), t('problems.cell'), t('problems.reason')]
    const reason = (problem: RowProblem) => t(`reason.${problem.reason}`)
    allProblems().then(
      (all) => save(problemsCsv(all, { header, columnName: nameOf, reason }), t('problems.fileName')),
      onFailure,
    )
  }
  return (
    <section id={problemsId} tabIndex={-1} aria-label={t('problems.title')} className="grid gap-2 outline-none">
      <h3 className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <TriangleAlert aria-hidden className="size-4 text-amber" />
        {t('problems.count', counted(problemCount))}
        {skippedRows === 0 ? null : (
          <span className="font-normal text-muted">{t('problems.skipped', counted(skippedRows))}</span>
        )}
        <Button
          size="sm"
          variant="plain"
          icon={<Download aria-hidden />}
          onClick={download}
          className="ml-auto phone:ml-0"
        >
          {t('problems.download')}
        </Button>
      </h3>
      <div className="overflow-hidden rounded-lg shadow-[inset_0_0_0_1px_var(--line)]">
        <table className="w-full border-collapse text-left text-sm">
          <thead className="bg-sunken text-muted">
            <tr className="[&>th]:px-2.5 [&>th]:py-1.5 [&>th]:font-medium">
              <th scope="col">{t('problems.row')}</th>
              <th scope="col">{t('problems.column')}</th>
              <th scope="col">{t('problems.cell')}</th>
              <th scope="col">{t('problems.reason')}</th>
            </tr>
          </thead>
          <tbody>
            {problems.map((problem, i) => (
              <tr key={i} className="border-t border-line [&>td]:px-2.5 [&>td]:py-1 [&>td]:align-top">
                <td>{formatNumber(problem.line)}</td>
                <td className="[overflow-wrap:anywhere]">{nameOf(problem.column)}</td>
                <td className="line-clamp-2 [overflow-wrap:anywhere]" title={problem.text}>
                  {problem.text}
                </td>
                <td className="text-muted">{t(`reason.${problem.reason}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {problemCount > problems.length ? (
        <p className="text-sm text-soft">
          {t('problems.first', { shown: formatNumber(problems.length), total: formatNumber(problemCount) })}
        </p>
      ) : null}
    </section>
  )
}

function save(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken the blob by the next turn of the loop at the latest once the click was handled.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
