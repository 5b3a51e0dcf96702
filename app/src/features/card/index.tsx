/** The card drawer, loaded on demand. */
export { CardDrawer as default } from './CardDrawer.tsx'
