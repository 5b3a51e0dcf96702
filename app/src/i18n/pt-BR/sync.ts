/** What the panel behind the status pill says beside the status itself. */
export const sync = {
  lastSync: 'Última sincronização',
  never: 'ainda não neste aparelho',
  storage: 'Espaço usado neste aparelho',
  storageOf: '{{used}} de {{quota}}',
  storageUnknown: 'não informado',
  pendingTitle: 'Esperando para ser enviado',
  pendingNone: 'Nada espera neste aparelho.',
  pendingEdits_one: '{{count}} alteração',
  pendingEdits_many: '{{count}} alterações',
  pendingEdits_other: '{{count}} alterações',
  noticesTitle: 'Não aceito pelo servidor',
  noticesClear: 'Entendi',
  syncNow: 'Sincronizar agora',
} as const
