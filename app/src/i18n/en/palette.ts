import type { palette as source } from '../pt-BR/palette.ts'
import type { Translation } from '../translation.ts'

export const palette: Translation<typeof source> = {
  placeholder: 'Find cards, boards, people, actions…',
  nothing: 'Nothing found on this device',
  opening: 'Opening the boards of this device…',
  recent: 'Recent',
  texts: 'Written in cards',
  textsReading: 'Reading what is written in the cards of this device…',
  textsMissing_one: 'The text of {{n}} card is not on this device yet.',
  textsMissing_other: 'The text of {{n}} cards is not on this device yet.',
  cards: 'Cards',
  actions: 'Actions',
  places: 'Places',
  people: 'People',
  archived: 'Archived',
  cardsOf: 'Cards of {{name}}',
}
