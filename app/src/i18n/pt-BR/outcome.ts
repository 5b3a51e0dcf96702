/** A deal that was won, lost or taken up again. */
export const outcome = {
  label: 'Motivo da perda',
  why_one: 'Por que “{{title}}” foi perdida?',
  why_many: 'Por que estas {{count}} foram perdidas?',
  why_other: 'Por que estas {{count}} foram perdidas?',
  other: 'Outro motivo',
  save: 'Guardar',
  later: 'Agora não',
  focus: 'Informar o motivo da perda',
  saved: 'Motivo: {{reason}}',
  reopen: 'Reabrir em',
  common: {
    price: 'Preço',
    rival: 'Concorrente',
    budget: 'Sem orçamento',
    silence: 'Sem resposta',
    timing: 'Momento errado',
  },
} as const
