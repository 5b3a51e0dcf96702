/** The guided first minute of the demo. */
export const guide = {
  label: 'Primeiro minuto',
  count: 'Passo {{at}} de {{of}}',
  skip: 'Pular',
  dismiss: 'Dispensar o primeiro minuto',
  move: {
    text: 'Leve um cartão para outra etapa.',
    how: 'Arraste, ou tecle M sobre ele.',
    phone: 'Toque em ⋯ no cartão e escolha “Mover para…”.',
  },
  beside: {
    text: 'Chame {{name}} para o seu lado.',
    how: 'Uma segunda pessoa, numa janela só dela.',
  },
  watch: {
    text: 'Na janela de {{name}}, mova um cartão.',
    how: 'Aqui ele voa sozinho para o lugar novo.',
    again: 'Abrir {{name}} de novo',
  },
  fly: {
    text: 'Agora sem rede: decole, mude algo, pouse.',
    how: 'Na volta sai o recibo do que chegou ao servidor.',
  },
  flyingText: 'Rede cortada. Mova ou escreva algo, depois pouse.',
  history: {
    text: 'Tudo fica no histórico.',
    how: 'Quem mudou o quê, quando, e o caminho de volta.',
    open: 'Ver o histórico',
  },
  end: {
    text: 'Pronto: isto é o Mutirão.',
    how: 'Ctrl+K acha tudo; ? mostra as teclas.',
    close: 'Concluir',
  },
} as const
