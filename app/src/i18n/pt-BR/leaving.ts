/** Signing out with edits that have not been sent. */
export const leaving = {
  title: 'Sair com alterações não enviadas?',
  text_one: '{{count}} alteração ainda não chegou ao servidor.',
  text_many: '{{count}} alterações ainda não chegaram ao servidor.',
  text_other: '{{count}} alterações ainda não chegaram ao servidor.',
  kept: 'Se sair agora, elas ficam guardadas neste aparelho e seguem quando você entrar de novo aqui.',
  wait: 'Continuar aqui',
  leave: 'Sair e guardar',
} as const
