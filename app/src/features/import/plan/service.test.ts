import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { callOn } from '../read/worker-protocol.ts'
import { pipelineCsv } from '../testing/pipeline-csv.ts'
import { choicesFrom, type Workplace } from './describe.ts'
import { createImportService, shownProblems } from './service.ts'

/** Where somebody has put one beside the clone. */
const realFile = join(import.meta.dirname, '../../../../../../shared/data/crm_sales_pipeline.csv')
const workplace: Workplace = {
  stages: [
    { id: 's1', name: 'Prospecção', kind: 'open' },
    { id: 's5', name: 'Ganhas', kind: 'won' },
    { id: 's6', name: 'Perdidas', kind: 'lost' },
  ],
  members: [{ id: 'u1', name: 'Moses Frase' }],
  fields: [],
  accounts: [],
  dateStyle: 'dmy',
}

function planOf(bytes: Uint8Array) {
  const service = createImportService()
  const opened = service.open(bytes, {}, workplace)
  if (!opened.ok) throw new Error(opened.problem)
  const described = service.describe(opened.summary.targets, workplace)
  return {
    service,
    opened: opened.summary,
    described,
    plan: service.plan(choicesFrom(described, opened.summary.targets, 's1')),
  }
}

describe('import service', () => {
  const files: readonly (readonly [string, () => Uint8Array])[] = [
    ['generated', () => new TextEncoder().encode(pipelineCsv(8800))],
    ...(existsSync(realFile) ? [['real', () => new Uint8Array(readFileSync(realFile))] as const] : []),
  ]
  it.each(files)('[IMP-15] plans 8 800 rows (%s file), every one a card', (_, bytes) => {
    const { opened, described, plan, service } = planOf(bytes())
    expect(opened.rowCount).toBe(8800)
    expect(plan).toMatchObject({ cardCount: 8800, skippedRows: 0, problemCount: 0, ignoredColumns: [5] })
    expect(plan.newStages).toEqual([{ name: 'Engaging', kind: 'open' }])
    expect(described.stages.map((stage) => stage.text).sort()).toEqual(['Engaging', 'Lost', 'Prospecting', 'Won'])
    expect(described.owners.find((owner) => owner.text === 'Moses Frase')?.choice).toEqual({
      kind: 'member',
      userId: 'u1',
    })
    expect(service.cards(8799, 10)).toHaveLength(1)
    expect(service.cards(8800, 10)).toHaveLength(0)
  })

  it('[IMP-15] the generated file is the same for the same seed', () => {
    expect(pipelineCsv(20, 7)).toBe(pipelineCsv(20, 7))
    expect(pipelineCsv(20, 7)).not.toBe(pipelineCsv(20, 8))
  })

  it('[IMP-11] shows some problems, counts all and keeps all', () => {
    const rows = Array.from({ length: shownProblems + 50 }, (_, i) => `Card ${i},nada`)
    const { plan, service } = planOf(new TextEncoder().encode(`title,value\n${rows.join('\n')}`))
    expect(plan.problems).toHaveLength(shownProblems)
    expect(plan.problemCount).toBe(shownProblems + 50)
    expect(service.allProblems()).toHaveLength(shownProblems + 50)
  })

  it('[IMP-16] answers messages with what the service says, and errors as answers', () => {
    const service = createImportService()
    expect(callOn(service, { id: 1, method: 'cards', args: [0, 1] })).toMatchObject({ id: 1, ok: false })
    const bytes = new TextEncoder().encode('title\nAlpha\n')
    expect(callOn(service, { id: 2, method: 'open', args: [bytes, {}, workplace] })).toMatchObject({
      id: 2,
      ok: true,
      value: { ok: true, summary: { rowCount: 1, targets: ['title'] } },
    })
  })
})
