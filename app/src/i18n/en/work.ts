/** The screen of what is mine to do. Its name stands in find.ts: the navigation says it at once. */
export const work = {
  overdue: 'Overdue',
  today: 'Today',
  week: 'This week',
  later: 'Later',
  none: 'No next activity',
  emptyTitle: 'Nothing is waiting for you',
  emptyText: 'Opportunities you own appear here, from all boards, in the order in which they ask for attention.',
  opening: 'Opening your boards…',
  missing: 'Not on this device yet: {{boards}}',
  activity: 'Next activity of {{title}}',
  activityHint: 'What is next?',
  date: 'Date of the next activity of {{title}}',
  closes: 'closes {{date}}',
} as const
