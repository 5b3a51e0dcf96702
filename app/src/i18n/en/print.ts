import type { print as source } from '../pt-BR/print.ts'
import type { Translation } from '../translation.ts'

export const print: Translation<typeof source> = {
  on: 'printed on {{date}}',
  some: '{{visible}} of {{all}} deals',
  more_one: '{{count}} deal is left: filter the board to print less at a time.',
  more_other: '{{count}} deals are left: filter the board to print less at a time.',
  notes: 'Notes',
  checklist: 'Checklist',
  comments: 'Comments',
}
