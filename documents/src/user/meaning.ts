import type { Fact, Meaning } from '../kind.ts'

/** A person's own document tells nobody anything: what happens in it is either derived or private. */
export const userMeaning = (_facts: readonly Fact[]): readonly Meaning[] => []
