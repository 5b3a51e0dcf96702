/** The wait of a loop between two looks: one at a time, ended early by whoever has news. */
export class Pause {
  #end: () => void = () => undefined

  /** @param ms null: until somebody ends it */
  for(ms: number | null): Promise<void> {
    return new Promise((resolve) => {
      const timer = ms === null ? null : setTimeout(resolve, ms)
      this.#end = () => {
        if (timer) clearTimeout(timer)
        resolve()
      }
    })
  }

  /** Ends the one that runs; does nothing when none does. */
  end(): void {
    this.#end()
  }
}
