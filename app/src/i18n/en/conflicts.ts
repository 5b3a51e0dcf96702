import type { conflicts as source } from '../pt-BR/conflicts.ts'
import type { Translation } from '../translation.ts'

export const conflicts: Translation<typeof source> = {
  title: 'Conflicts',
  region: 'Values that met in this opportunity',
  mark_one: 'Two values',
  mark_other: '{{count}} conflicts',
  stands: 'kept',
  left: 'not kept:',
  why: 'Neither had seen the other’s change.',
  you: 'you',
  use: 'Use {{value}}',
  keep: 'Keep {{value}}',
  understood: 'Got it',
  history: 'History',
  kept: '{{field}}: kept',
  couldNot: 'That did not work. {{reason}}',
  ofBoard: 'Board',
}
