/** What a text column can hold of it. */
export const textOf = (part: string): string => part.replaceAll('\0', '\uFFFD').toWellFormed()

/** Entry and the rest of the path, as the fact table keeps them for looking up. */
export const lookupOf = (path: readonly string[]): { readonly entry: string | null; readonly field: string | null } => {
  const [, entry, ...rest] = path
  return { entry: entry === undefined ? null : textOf(entry), field: rest.length > 0 ? textOf(rest.join('/')) : null }
}
