/** What stands in the open palette; the words of its doors are first words (find.ts). */
export const palette = {
  placeholder: 'Buscar cartões, quadros, pessoas, ações…',
  nothing: 'Nada encontrado neste aparelho',
  opening: 'Abrindo os quadros deste aparelho…',
  recent: 'Recentes',
  texts: 'Escrito em cartões',
  textsReading: 'Lendo o que está escrito nos cartões deste aparelho…',
  textsMissing_one: 'O texto de {{n}} cartão ainda não está neste aparelho.',
  textsMissing_many: 'O texto de {{n}} de cartões ainda não está neste aparelho.',
  textsMissing_other: 'O texto de {{n}} cartões ainda não está neste aparelho.',
  cards: 'Cartões',
  actions: 'Ações',
  places: 'Lugares',
  people: 'Pessoas',
  archived: 'Arquivada',
  cardsOf: 'Cartões de {{name}}',
} as const
