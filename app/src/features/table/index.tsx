/** Lazily loaded by the board's page. */
export { TableView as default, type TableViewProps } from './TableView.tsx'
