/** The export dialog over a list that says itself what leaves. */
export { ExportDialog as default } from './ExportDialog.tsx'
