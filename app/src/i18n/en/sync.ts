/** What the panel behind the status pill says beside the status itself. */
export const sync = {
  lastSync: 'Last synchronisation',
  never: 'not yet on this device',
  storage: 'Space used on this device',
  storageOf: '{{used}} of {{quota}}',
  storageUnknown: 'not reported',
  pendingTitle: 'Waiting to be sent',
  pendingNone: 'Nothing waits on this device.',
  pendingEdits_one: '{{count}} change',
  pendingEdits_other: '{{count}} changes',
  noticesTitle: 'Not accepted by the server',
  noticesClear: 'Understood',
  syncNow: 'Synchronise now',
} as const
