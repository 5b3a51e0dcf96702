export * from './board.ts'
export { writeDemoDetails } from './details.ts'
