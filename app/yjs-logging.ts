/**
 * What Yjs says to developers, in the place of lib0/logging (`lighter` in first-modules.ts): that one draws its messages with a
 * DOM of its own and brings a schema language for it, 3 KB on every screen.
 */
const noStyle = ''
export { noStyle as BLUE, noStyle as BOLD, noStyle as GREEN, noStyle as GREY, noStyle as ORANGE, noStyle as PURPLE }
export { noStyle as RED, noStyle as UNBOLD, noStyle as UNCOLOR }

/** News, like a changed client id: nobody reads it in a browser. */
export const print = (): void => undefined
/** Yjs is used in a way it is not made for: as visible as any other mistake of ours. */
export const warn = (...words: readonly unknown[]): void => reportError(new Error(words.join(' ')))
