/** The receipt of a flight: what was done without a network, and where it is now. */
export const flight = {
  receiptTitle: 'Recibo do voo',
  receiptText: 'O que você fez sem rede e onde está no diário do servidor.',
  allThere_one: '{{formatted}} alteração, no diário',
  allThere_many: '{{formatted}} alterações, todas no diário',
  allThere_other: '{{formatted}} alterações, todas no diário',
  refused_one: 'O servidor não aceitou {{formatted}} delas; veja em “Estado da sincronização”.',
  refused_many: 'O servidor não aceitou {{formatted}} delas; veja em “Estado da sincronização”.',
  refused_other: 'O servidor não aceitou {{formatted}} delas; veja em “Estado da sincronização”.',
  flown: 'Tempo sem rede',
  landedIn: 'Do pouso até a última confirmação',
  seconds: '{{seconds}} s',
  document: 'Documento',
  edits: 'Alterações',
  cursor: 'Posição no diário',
} as const
