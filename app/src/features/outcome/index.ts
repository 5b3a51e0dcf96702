export { Outcome } from './outcome.tsx'
