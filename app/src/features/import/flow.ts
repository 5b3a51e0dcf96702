/**
 * The import from file to undo, outside React: one state, a few verbs, a listener. The screen only shows the state; the
 * worker only answers; the board is only touched between `start` and the end of the run.
 */
import { fault } from '@mutirao/documents'
import type { Undo } from '@mutirao/documents'
import { firstState, noOverrides, withTarget, type ImportState, type OpenFile, type Overrides } from './flow-state.ts'
import { choicesFrom, type Workplace } from './plan/describe.ts'
import type { KnownCard } from './plan/known.ts'
import type { RowProblem } from './plan/shape.ts'
import type { Target } from './plan/targets.ts'
import type { AsyncImportService } from './read/client.ts'
import type { ReadChoices } from '../../tables/read/table.ts'
import { createBoardImport, type BoardImport, type EditBoard } from './run/board-import.ts'
import { runImport } from './run/run.ts'

export interface ImportPorts {
  readonly workplace: Workplace
  /** Where rows without a stage go until somebody chooses. */
  readonly firstStageId: string
  /** The cards in sight at this moment: what a row may repeat. */
  readonly knownCards: () => readonly KnownCard[]
  readonly edit: EditBoard
  /** Makes what was imported undoable as one; the returned function undoes exactly that and resolves when it is done. */
  readonly remember: (undo: Undo) => () => Promise<void>
  readonly nextFrame: () => Promise<void>
  /** As for `RunPorts`. */
  readonly unsent: () => number
  readonly nowMs: () => number
  /** The sentence for a person when something unforeseen was thrown. */
  readonly explain: (error: unknown) => string
}

/** The part of a browser's File that is used. */
export interface ChosenFile {
  readonly name: string
  readonly arrayBuffer: () => Promise<ArrayBuffer>
}

export interface ImportFlow {
  readonly state: () => ImportState
  readonly subscribe: (listener: () => void) => () => void
  choose(file: ChosenFile): Promise<void>
  /** Reads the open file again with other settings. */
  readAgain(choices: ReadChoices): Promise<void>
  setTarget(column: number, target: Target | null): Promise<void>
  override(change: Partial<Overrides>): Promise<void>
  start(): Promise<void>
  /** Ends the run after the present chunk. */
  stop(): void
  undo(): Promise<void>
  allProblems(): Promise<readonly RowProblem[]>
  reset(): void
  /** Ends a run and the worker. Choosing a file afterwards begins anew. */
  close(): void
}

/** @param openService called with the first file: until then nothing runs anywhere */
export function createImportFlow(ports: ImportPorts, openService: () => AsyncImportService): ImportFlow {
  const listeners = new Set<() => void>()
  let state: ImportState = firstState
  let bytes: Uint8Array = new Uint8Array()
  let fileName = ''
  let board: BoardImport | null = null
  let takeBack: (() => Promise<void>) | null = null
  let stopping = false
  let opened: AsyncImportService | null = null
  const service = (): AsyncImportService => (opened ??= openService())
  /** Answers to a question that was overtaken by a later one are dropped. */
  let asked = 0

  function show(next: ImportState): void {
    state = next
    for (const listener of listeners) listener()
  }

  async function open(choices: ReadChoices): Promise<void> {
    const mine = ++asked
    show({ step: 'reading' })
    try {
      await service().know(ports.knownCards())
      const read = await service().open(bytes, choices, ports.workplace)
      if (mine !== asked) return
      if (!read.ok) return show({ step: 'choose', problem: read.problem, failure: null })
      const file = await work({ name: fileName, summary: read.summary }, read.summary.targets, noOverrides)
      if (mine === asked) show({ step: 'map', file, planning: false })
    } catch (error) {
      if (mine === asked) show({ step: 'choose', problem: null, failure: ports.explain(error) })
    }
  }

  async function work(
    file: Pick<OpenFile, 'name' | 'summary'>,
    targets: readonly (Target | null)[],
    overrides: Overrides,
  ): Promise<OpenFile> {
    const description = await service().describe(targets, ports.workplace)
    const proposed = choicesFrom(description, targets, ports.firstStageId)
    const choices = {
      ...proposed,
      dateStyle: overrides.dateStyle ?? proposed.dateStyle,
      numberStyle: overrides.numberStyle ?? proposed.numberStyle,
      defaultStageId: overrides.defaultStageId ?? proposed.defaultStageId,
      repeated: overrides.repeated ?? proposed.repeated,
      stages: { ...proposed.stages, ...overrides.stages },
      owners: { ...proposed.owners, ...overrides.owners },
    }
    const plan = await service().plan(choices)
    return { name: file.name, summary: file.summary, targets, description, overrides, choices, plan }
  }

  /** Shows the person's choice at once and its consequences when the worker has them. */
  async function rework(targets: readonly (Target | null)[], overrides: Overrides): Promise<void> {
    if (state.step !== 'map') return
    const mine = ++asked
    const before = state.file
    const choices = {
      ...before.choices,
      ...(overrides.dateStyle === undefined ? {} : { dateStyle: overrides.dateStyle }),
      ...(overrides.numberStyle === undefined ? {} : { numberStyle: overrides.numberStyle }),
      ...(overrides.defaultStageId === undefined ? {} : { defaultStageId: overrides.defaultStageId }),
      ...(overrides.repeated === undefined ? {} : { repeated: overrides.repeated }),
      stages: { ...before.choices.stages, ...overrides.stages },
      owners: { ...before.choices.owners, ...overrides.owners },
    }
    show({ step: 'map', file: { ...before, targets, overrides, choices }, planning: true })
    try {
      const file = await work(before, targets, overrides)
      if (mine === asked) show({ step: 'map', file, planning: false })
    } catch (error) {
      if (mine === asked) show({ step: 'choose', problem: null, failure: ports.explain(error) })
    }
  }

  async function start(): Promise<void> {
    if (state.step !== 'map' && state.step !== 'done') return
    const file = state.file
    const total = file.plan.cardCount
    let done = state.step === 'done' ? state.done : 0
    board ??= createBoardImport(ports.edit, file.plan.newStages)
    const target = board
    stopping = false
    show({ step: 'run', file, done, total })
    let failure: string | null = null
    const onProgress = (count: number) => {
      done = count
      show({ step: 'run', file, done, total })
    }
    const { nextFrame, nowMs, unsent } = ports
    try {
      await runImport(
        total,
        {
          cards: (at, count) => service().cards(at, count),
          apply: (cards) => target.apply(cards),
          nextFrame,
          unsent,
          nowMs,
          onProgress,
          cancelled: () => stopping,
        },
        done,
      )
    } catch (error) {
      failure = fault('IMP-17') ? null : ports.explain(error)
    }
    // Once: the undo grows with what a resumed run adds.
    if (done > 0) takeBack ??= ports.remember(target.undo)
    show({ step: 'done', file, done, total, failure, undo: 'possible' })
  }

  async function undo(): Promise<void> {
    if (state.step !== 'done' || state.undo !== 'possible' || takeBack === null) return
    const finished = state
    show({ ...finished, undo: 'running' })
    try {
      await takeBack()
      show({ ...finished, undo: 'done' })
    } catch (error) {
      show({ ...finished, failure: ports.explain(error) })
    }
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async choose(file) {
      fileName = file.name
      show({ step: 'reading' })
      try {
        bytes = new Uint8Array(await file.arrayBuffer())
      } catch (error) {
        return show({ step: 'choose', problem: null, failure: ports.explain(error) })
      }
      await open({})
    },
    readAgain: (choices) => open(choices),
    async setTarget(column, target) {
      if (state.step === 'map') await rework(withTarget(state.file.targets, column, target), state.file.overrides)
    },
    async override(change) {
      if (state.step !== 'map') return
      const { overrides, targets } = state.file
      const stages = { ...overrides.stages, ...change.stages }
      const owners = { ...overrides.owners, ...change.owners }
      await rework(targets, { ...overrides, ...change, stages, owners })
    },
    start,
    stop() {
      stopping = true
    },
    undo,
    allProblems: () => service().allProblems(),
    reset() {
      asked++
      board = null
      takeBack = null
      show(firstState)
    },
    close() {
      asked++
      stopping = true
      opened?.close()
      opened = null
      board = null
      takeBack = null
      state = firstState
    },
  }
}
