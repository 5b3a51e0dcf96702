/** Colours a stage can take: calm, told apart also by people who see red and green alike, readable on light and dark. */
export const stageColors = [
  { id: 'gray', css: '#8b928f' },
  { id: 'blue', css: '#2c68d6' },
  { id: 'violet', css: '#7353c9' },
  { id: 'pink', css: '#a4476f' },
  { id: 'orange', css: '#b3582c' },
  { id: 'yellow', css: '#d99100' },
  { id: 'teal', css: '#0f7a7a' },
  { id: 'green', css: '#0b6e4f' },
  { id: 'red', css: '#b3402c' },
] as const
