export { BoardScreen, type BoardScreenProps } from './board-screen.tsx'
export type { BoardTab } from './header.tsx'
export { BoardState } from './states.tsx'
export { setRenderCounter, setRowCounter } from './render-count.ts'
