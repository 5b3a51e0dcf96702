// Runs before the first paint: a chosen theme and language must not flash, and who is remembered sees the app's frame at once. Everything else lives in src/.
try {
  const theme = localStorage.getItem('mutirao.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
  if (localStorage.getItem('mutirao.session')?.startsWith('{')) document.documentElement.dataset.boot = ''
  const spoken = navigator.languages.map((tag) => tag.split('-')[0]).find((tag) => tag === 'pt' || tag === 'en')
  if ((localStorage.getItem('mutirao.language') ?? spoken) === 'en') document.documentElement.lang = 'en'
} catch {
  // Storage can be forbidden (private windows): then the system's theme stands.
}
