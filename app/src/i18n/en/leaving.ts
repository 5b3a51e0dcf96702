/** Signing out with edits that have not been sent. */
export const leaving = {
  title: 'Sign out with changes not sent?',
  text_one: '{{count}} change has not reached the server yet.',
  text_other: '{{count}} changes have not reached the server yet.',
  kept: 'If you sign out now, they stay on this device and follow when you sign in here again.',
  wait: 'Stay here',
  leave: 'Sign out and keep',
} as const
