/** What typed text turned out to be: the form in which it is stored, or what is wrong with it. */
export type Checked<Problem extends string> =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly problem: Problem }

export const good = (value: string): { readonly ok: true; readonly value: string } => ({ ok: true, value })
export const bad = <Problem extends string>(problem: Problem): { readonly ok: false; readonly problem: Problem } => ({
  ok: false,
  problem,
})
