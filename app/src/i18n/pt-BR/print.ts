export const print = {
  on: 'impresso em {{date}}',
  some: '{{visible}} de {{all}} oportunidades',
  more_one: 'Falta {{count}} oportunidade: filtre o quadro para imprimir menos de cada vez.',
  more_many: 'Faltam {{count}} de oportunidades: filtre o quadro para imprimir menos de cada vez.',
  more_other: 'Faltam {{count}} oportunidades: filtre o quadro para imprimir menos de cada vez.',
  notes: 'Notas',
  checklist: 'Checklist',
  comments: 'Comentários',
} as const
