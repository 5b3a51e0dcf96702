/** The screen of what is mine to do. Its name stands in find.ts: the navigation says it at once. */
export const work = {
  overdue: 'Atrasadas',
  today: 'Hoje',
  week: 'Esta semana',
  later: 'Depois',
  none: 'Sem próxima atividade',
  emptyTitle: 'Nada esperando por você',
  emptyText:
    'As oportunidades de que você é responsável aparecem aqui, de todos os quadros, na ordem em que pedem atenção.',
  opening: 'Abrindo seus quadros…',
  missing: 'Ainda não neste aparelho: {{boards}}',
  activity: 'Próxima atividade de {{title}}',
  activityHint: 'O que fazer a seguir?',
  date: 'Data da próxima atividade de {{title}}',
  closes: 'fecha {{date}}',
} as const
