export { FilterBar } from './bar/filter-bar.tsx'
export { NothingFound } from './bar/nothing-found.tsx'
