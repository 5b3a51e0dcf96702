import type { common as source } from '../pt-BR/common.ts'
import type { Translation } from '../translation.ts'

export const common: Translation<typeof source> = {
  close: 'Close',
  cancel: 'Cancel',
  undo: 'Undo',
  redo: 'Redo',
  save: 'Save',
  more: 'More options',
  notices: 'Notices',
  loading: 'Loading…',
  unknownPerson: 'Unknown person',
  you: 'you',
  nobody: 'Nobody',
  untitled: 'Untitled',
  goneOption: 'Removed option',
  problem: {
    title: 'Something went wrong on this screen',
    text: 'Your changes are still kept on this device. Reloading usually helps.',
    reload: 'Reload',
  },
  notFound: {
    title: 'This page does not exist',
    text: 'The address may have changed.',
    action: 'Go to the pipeline',
  },
  role: { admin: 'Administration', manager: 'Management', editor: 'Editing', viewer: 'Viewing' },
}
