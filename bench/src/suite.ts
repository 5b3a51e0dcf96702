/** What a suite of measurements gives. */
export interface Gate {
  readonly gate: string
  readonly met: boolean
  readonly measured: string
}

export interface SuiteResult {
  readonly rows: readonly Record<string, string | number>[]
  readonly gates: readonly Gate[]
  readonly notes?: readonly string[]
}

export interface Suite {
  readonly name: string
  readonly question: string
  /** `quick`: fewer rounds, to see that it works; its numbers are not written down. */
  readonly run: (options: { quick: boolean }) => Promise<SuiteResult>
}
