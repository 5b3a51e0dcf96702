/** The receipt of a flight: what was done without a network, and where it is now. */
export const flight = {
  receiptTitle: 'Receipt of the flight',
  receiptText: 'What you did without a network, and where it stands in the server’s journal.',
  allThere_one: '{{formatted}} change, in the journal',
  allThere_other: '{{formatted}} changes, all in the journal',
  refused_one: 'The server did not take {{formatted}} of them; see “Sync status”.',
  refused_other: 'The server did not take {{formatted}} of them; see “Sync status”.',
  flown: 'Time without a network',
  landedIn: 'From landing to the last confirmation',
  seconds: '{{seconds}} s',
  document: 'Document',
  edits: 'Changes',
  cursor: 'Place in the journal',
} as const
