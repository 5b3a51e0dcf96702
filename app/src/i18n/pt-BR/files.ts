export const files = {
  done: {
    add_one: '“{{title}}” anexado',
    add_many: '{{count}} de arquivos anexados',
    add_other: '{{count}} arquivos anexados',
    rename: 'Anexo renomeado para “{{title}}”',
    remove: '“{{title}}” removido',
  },
} as const
