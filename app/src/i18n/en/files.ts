export const files = {
  done: {
    add_one: '“{{title}}” attached',
    add_other: '{{count}} files attached',
    rename: 'Attachment renamed to “{{title}}”',
    remove: '“{{title}}” removed',
  },
} as const
