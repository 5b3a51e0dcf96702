/**
 * Named faults: the proof that a test notices when its rule is broken.
 *
 * Code that keeps a SPEC rule carries the smallest possible break of it behind `fault('JRN-3')`. Nothing switches a fault
 * on but a test run: `MUTIRAO_FAULT=JRN-3 npm test` (scripts/faults.mjs walks all of them and demands that exactly the
 * tests of that rule turn red). In production the set is empty and the check is one look into an empty set.
 */
const active = new Set<string>()

/** Switches on exactly these faults; an empty list switches all off. Called by test set-up and by the server's test entry only. */
export function setFaults(ids: readonly string[]): void {
  active.clear()
  for (const id of ids) active.add(id)
}

/** Those that are on: a thread has the faults of the process that started it. */
export const activeFaults = (): readonly string[] => [...active]

/** True while the fault named after this SPEC rule is switched on. */
export const fault = (ruleId: string): boolean => active.size > 0 && active.has(ruleId)
