/** Lazily loaded by the pages that offer it. */
export { FieldsDialog as default } from './FieldsDialog.tsx'
