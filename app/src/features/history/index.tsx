export { default } from './CardHistory.tsx'
export type { CardHistoryProps } from './CardHistory.tsx'
