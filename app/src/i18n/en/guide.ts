/** The guided first minute of the demo. */
export const guide = {
  label: 'First minute',
  count: 'Step {{at}} of {{of}}',
  skip: 'Skip',
  dismiss: 'Dismiss the first minute',
  move: {
    text: 'Take a card to another stage.',
    how: 'Drag it, or press M on it.',
    phone: 'Tap ⋯ on a card and choose “Move to…”.',
  },
  beside: {
    text: 'Bring {{name}} to your side.',
    how: 'A second person, in a window of their own.',
  },
  watch: {
    text: 'In {{name}}’s window, move a card.',
    how: 'Here it flies to its new place by itself.',
    again: 'Open {{name}} again',
  },
  fly: {
    text: 'Now without a network: take off, change something, land.',
    how: 'On landing you get the receipt of what reached the server.',
  },
  flyingText: 'The network is cut. Move or write something, then land.',
  history: {
    text: 'Everything stays in the history.',
    how: 'Who changed what, when, and the way back.',
    open: 'See the history',
  },
  end: {
    text: 'There: this is Mutirão.',
    how: 'Ctrl+K finds everything; ? shows the keys.',
    close: 'Finish',
  },
}
