/** Where numbers came from, and how they are written down. */
import { execFileSync } from 'node:child_process'
import { closeSync, existsSync, fdatasyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { cpus, loadavg, release, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { percentile, round } from './statistics.ts'
import type { SuiteResult } from './suite.ts'

export interface Machine {
  readonly at: string
  readonly commit: string
  readonly node: string
  readonly cpu: string
  readonly cores: number
  readonly memoryGiB: number
  readonly kernel: string
  readonly loadBefore: number
  /** Median and 90th percentile of writing 8 KiB to the disk for good: what no commit can be faster than. Absent in old reports. */
  readonly fdatasyncMs?: readonly [p50: number, p90: number]
}

export interface Report {
  readonly machine: Machine
  readonly results: Readonly<Record<string, SuiteResult & { readonly question: string }>>
}

export function describeMachine(): Machine {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim()
  const dirty = git('status', '--porcelain', '--untracked-files=no') === '' ? '' : ' + uncommitted changes'
  return {
    at: new Date().toISOString().slice(0, 16),
    commit: git('rev-parse', '--short', 'HEAD') + dirty,
    node: process.version,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    loadBefore: Math.round((loadavg()[0] ?? 0) * 10) / 10,
    fdatasyncMs: measureDisk(),
  }
}

function measureDisk(): readonly [number, number] {
  const folder = mkdtempSync(join(tmpdir(), 'mutirao-bench-'))
  const file = openSync(join(folder, 'sync'), 'w')
  try {
    const page = new Uint8Array(8192)
    // As in Postgres' log: the file is there, its pages are written over.
    writeSync(file, new Uint8Array(200 * page.length))
    fdatasyncSync(file)
    const times = Array.from({ length: 200 }, (_, i) => {
      const began = performance.now()
      writeSync(file, page, 0, page.length, i * page.length)
      fdatasyncSync(file)
      return performance.now() - began
    })
    return [round(percentile(times, 0.5), 2), round(percentile(times, 0.9), 2)]
  } finally {
    closeSync(file)
    rmSync(folder, { recursive: true })
  }
}

/** Keeps the newest report of every suite, so that running one suite does not forget the others. */
export function mergeResults(path: string, report: Report): Record<string, Report> {
  const kept = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, Report>) : {}
  for (const [name, result] of Object.entries(report.results))
    kept[name] = { machine: report.machine, results: { [name]: result } }
  return kept
}

function table(rows: readonly Record<string, string | number>[]): string {
  const heads = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`
  return [
    line(heads),
    line(heads.map(() => '---')),
    ...rows.map((row) => line(heads.map((head) => row[head] ?? ''))),
  ].join('\n')
}

export function render(report: Report): string {
  const { machine } = report
  const parts = Object.entries(report.results).map(([name, result]) => {
    const gates = result.gates.map((gate) => `- ${gate.met ? '✓' : '✗'} ${gate.gate}: **${gate.measured}**`).join('\n')
    const notes = (result.notes ?? []).map((note) => `\n${note}`).join('\n')
    return `## ${name}\n\n${result.question}\n\n${table(result.rows)}\n\n${gates}\n${notes}\n`
  })
  const [p50, p90] = machine.fdatasyncMs ?? []
  const disk = p50 === undefined ? '' : `, fdatasync ${p50} ms (p90 ${p90} ms)`
  const where = `${machine.cores} cores (${machine.cpu}), ${machine.memoryGiB} GiB, Linux ${machine.kernel}, Node ${machine.node}, commit ${machine.commit}, ${machine.at} UTC, load before ${machine.loadBefore}${disk}`
  return `${parts.join('\n')}\n_${where}. Reproduce: \`npm run bench -- ${Object.keys(report.results).join(' ')}\`._\n`
}
