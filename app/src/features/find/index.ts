export { FilterBar } from './bar/filter-bar.tsx'
export { NothingFound } from './bar/nothing-found.tsx'
export { ViewTabs } from './views/view-tabs.tsx'
export { PaletteHost } from './palette/host.tsx'
