/** A deal that was won, lost or taken up again. */
export const outcome = {
  label: 'Reason for the loss',
  why_one: 'Why was “{{title}}” lost?',
  why_other: 'Why were these {{count}} lost?',
  other: 'Another reason',
  save: 'Keep',
  later: 'Not now',
  focus: 'Give the reason for the loss',
  saved: 'Reason: {{reason}}',
  reopen: 'Reopen in',
  common: {
    price: 'Price',
    rival: 'Competitor',
    budget: 'No budget',
    silence: 'No answer',
    timing: 'Wrong moment',
  },
}
