/** `2026-12-05` → `05/12/2026`, or `12/05/2026` where the month comes first: a day as it is typed. */
export function numericDay(day: string, locale: string): string {
  const [year = '', month = '', date = ''] = day.split('-')
  return locale === 'en' ? `${month}/${date}/${year}` : `${date}/${month}/${year}`
}
