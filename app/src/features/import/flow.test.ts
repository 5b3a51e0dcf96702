import { createBoardStore, defaultStages, MutiraoError, seedBoard, type Undo } from '@mutirao/documents'
import { testContext } from '@mutirao/documents/testing'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createImportFlow, type ImportPorts } from './flow.ts'
import type { ImportState } from './flow-state.ts'
import { createLocalService } from './testing/local-service.ts'

function world(more: Partial<ImportPorts> = {}) {
  const doc = new Y.Doc()
  const context = testContext('ana', 3)
  seedBoard(doc, context, { title: 'Funil', stages: defaultStages })
  const store = createBoardStore(doc)
  const service = createLocalService()
  const remembered: Undo[] = []
  const ports: ImportPorts = {
    workplace: {
      stages: store.stages(),
      members: [{ id: 'u1', name: 'Ana Prado' }],
      fields: [],
      accounts: [],
      dateStyle: 'dmy',
    },
    knownCards: () => [...store.cardIds()].map((id) => ({ id, title: store.card(id)?.title ?? '', account: '' })),
    firstStageId: store.stages()[0]?.id ?? '',
    edit: (work) => work(doc, context),
    remember(undo) {
      remembered.push(undo)
      return () => {
        for (const part of undo.parts ?? [undo]) part.apply(doc, context)
        return Promise.resolve()
      }
    },
    nextFrame: () => Promise.resolve(),
    unsent: () => 0,
    nowMs: () => 0,
    explain: (error) => (error instanceof Error ? error.message : String(error)),
    ...more,
  }
  const flow = createImportFlow(ports, () => service)
  const seen: ImportState['step'][] = []
  flow.subscribe(() => seen.push(flow.state().step))
  const count = () => store.stages().reduce((sum, stage) => sum + store.totals(stage.id).count, 0)
  return { flow, store, service, remembered, seen, count }
}
const fileOf = (text: string, name = 'pipeline.csv') => ({
  name,
  arrayBuffer: () => Promise.resolve(new TextEncoder().encode(text).buffer),
})
const csv =
  'title,value,stage,owner,date,close date\nA,"1.234",Won,Ana Prado,x,03/04/2026\nB,abc,Engaging,Zé,y,05/06/2026\n,1,,,,\n'
const mapped = (state: ImportState) => {
  if (state.step !== 'map') throw new Error(`step is ${state.step}`)
  return state.file
}

describe('import flow', () => {
  it('[IMP-17] goes from file to mapping with everything told before anything is imported', async () => {
    const { flow, seen, count } = world()
    await flow.choose(fileOf(csv))
    const file = mapped(flow.state())
    expect(seen).toContain('reading')
    expect(file.targets).toEqual(['title', 'value', 'stage', 'owner', null, 'closeOn'])
    expect(file.plan).toMatchObject({
      cardCount: 2,
      skippedRows: 1,
      ignoredColumns: [4],
      newStages: [{ name: 'Engaging' }],
    })
    expect(file.plan.problems.map((problem) => problem.reason)).toEqual(['not_a_number', 'no_title'])
    expect(file.description.dateOrder).toBe('ambiguous')
    expect(count()).toBe(0)
  })

  it('[IMP-3] says why a file cannot be read, and takes the next one', async () => {
    const { flow } = world()
    await flow.choose(fileOf(''))
    expect(flow.state()).toEqual({ step: 'choose', problem: 'empty', failure: null })
    await flow.choose({ name: 'gone.csv', arrayBuffer: () => Promise.reject(new Error('moved away')) })
    expect(flow.state()).toEqual({ step: 'choose', problem: null, failure: 'moved away' })
    await flow.choose(fileOf(csv))
    expect(flow.state().step).toBe('map')
  })

  it('[IMP-17] a changed mapping and changed choices show in the plan, and survive each other', async () => {
    const { flow, store } = world()
    await flow.choose(fileOf(csv))
    await flow.setTarget(4, 'labels')
    await flow.override({ dateStyle: 'mdy', owners: { ze: { kind: 'unset' } } })
    await flow.override({ stages: { engaging: { kind: 'existing', stageId: store.stages()[1]?.id ?? '' } } })
    const { plan, choices } = mapped(flow.state())
    expect(plan.preview[0]).toMatchObject({ labels: ['x'], closeOn: '2026-03-04' })
    expect(plan.newStages).toEqual([])
    expect(plan.problems.map((problem) => problem.reason)).toContain('owner_unknown')
    expect(choices.owners['ze']).toEqual({ kind: 'unset' })
  })

  it('[IMP-4] giving a target to another column takes it from the one that had it', async () => {
    const { flow } = world()
    await flow.choose(fileOf(csv))
    await flow.setTarget(4, 'title')
    expect(mapped(flow.state()).targets).toEqual([null, 'value', 'stage', 'owner', 'title', 'closeOn'])
  })

  it('[IMP-17] answers that come late to an older question change nothing', async () => {
    const { flow } = world()
    await flow.choose(fileOf(csv))
    await Promise.all([flow.override({ dateStyle: 'mdy' }), flow.override({ dateStyle: 'dmy' })])
    expect(mapped(flow.state())).toMatchObject({ choices: { dateStyle: 'dmy' } })
  })

  it('[IMP-14] imports and takes all of it back with one undo', async () => {
    const { flow, count, remembered, store } = world()
    await flow.choose(fileOf(csv))
    await flow.start()
    expect(flow.state()).toMatchObject({ step: 'done', done: 2, total: 2, failure: null, undo: 'possible' })
    expect(count()).toBe(2)
    expect(remembered).toHaveLength(1)
    await flow.undo()
    expect(flow.state()).toMatchObject({ undo: 'done' })
    expect(count()).toBe(0)
    expect(store.archived()).toHaveLength(2)
  })

  it('[IMP-13] stops where it is told to, goes on from there, and is still one undo', async () => {
    const rows = Array.from({ length: 500 }, (_, i) => `Card ${i}`).join('\n')
    let frames = 0
    const { flow, count, remembered } = world({
      nextFrame() {
        if (++frames === 2) flow.stop()
        return Promise.resolve()
      },
    })
    await flow.choose(fileOf(`title\n${rows}`))
    await flow.start()
    const stopped = flow.state()
    expect(stopped).toMatchObject({ step: 'done', total: 500, failure: null })
    expect(count()).toBe(stopped.step === 'done' ? stopped.done : -1)
    expect(count()).toBeLessThan(500)
    await flow.start()
    expect(count()).toBe(500)
    expect(remembered).toHaveLength(1)
    await flow.undo()
    expect(count()).toBe(0)
  })

  it('[IMP-17] an import that fails says so', async () => {
    const { flow, remembered } = world({
      edit() {
        throw new MutiraoError('not_found', 'the stage is gone')
      },
    })
    await flow.choose(fileOf('title\nA\nB'))
    await flow.start()
    expect(flow.state()).toMatchObject({ step: 'done', done: 0, total: 2, failure: 'the stage is gone' })
    expect(remembered).toHaveLength(0)
  })

  it('[IMP-16] starts the worker with the first file and ends it on closing', async () => {
    let started = 0
    const service = createLocalService()
    const flow = createImportFlow({} as ImportPorts, () => {
      started++
      return service
    })
    expect(started).toBe(0)
    flow.close()
    expect(service.closed()).toBe(false)
    const { flow: used, service: ended } = world()
    await used.choose(fileOf(csv))
    used.close()
    expect(ended.closed()).toBe(true)
    expect(used.state().step).toBe('choose')
  })
})
