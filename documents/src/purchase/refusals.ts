import { actionOfIntent } from './view.ts'
import type { RequestAction } from './view.ts'

/** A sentence in both languages: the mail and the app say the same. */
interface Sentence {
  readonly ptBR: string
  readonly en: string
}
export interface Refusal {
  /** What did not count. */
  readonly what: Sentence
  readonly why: Sentence
  /** What to do now. */
  readonly next: Sentence
}

const words: Readonly<Record<RequestAction, Sentence>> = {
  submit: { ptBR: 'Seu envio não valeu', en: 'Your submission did not count' },
  approve: { ptBR: 'Sua aprovação não valeu', en: 'Your approval did not count' },
  return: { ptBR: 'Sua devolução não valeu', en: 'Your return did not count' },
  reject: { ptBR: 'Sua rejeição não valeu', en: 'Your rejection did not count' },
  cancel: { ptBR: 'Seu cancelamento não valeu', en: 'Your cancellation did not count' },
  ask_reopening: { ptBR: 'Seu pedido de reabertura não valeu', en: 'Your wish to reopen did not count' },
  grant_reopening: { ptBR: 'Sua reabertura não valeu', en: 'Your reopening did not count' },
  deny_reopening: { ptBR: 'Sua recusa da reabertura não valeu', en: 'Your refusal to reopen did not count' },
}
const anyWord: Sentence = { ptBR: 'Seu pedido não valeu', en: 'Your wish did not count' }

const lookAgain: Sentence = { ptBR: 'Veja como está agora e decida de novo.', en: 'Look at it again, then decide.' }
const nothing: Sentence = { ptBR: 'Você não precisa fazer nada.', en: 'There is nothing for you to do.' }
const seeWho: Sentence = { ptBR: 'A solicitação diz quem pode.', en: 'The request says who may.' }
const askAdmin: Sentence = {
  ptBR: 'Peça à administração que complete a política de aprovação.',
  en: 'Ask an administrator to complete the approval policy.',
}
const contentChanged: Sentence = {
  ptBR: 'O conteúdo mudou depois que você viu.',
  en: 'The content changed after you saw it.',
}

/** Why, and what to do, by the outcome's reason. */
const reasons: Readonly<Partial<Record<string, readonly [why: Sentence, next: Sentence]>>> = {
  stale_content: [contentChanged, lookAgain],
  stale_round: [{ ptBR: 'As aprovações tinham recomeçado.', en: 'Approvals had begun again.' }, lookAgain],
  stale_policy: [
    { ptBR: 'A política de aprovação mudou antes.', en: 'The approval policy changed before.' },
    lookAgain,
  ],
  wrong_state: [{ ptBR: 'A situação já era outra.', en: 'It already stood otherwise.' }, lookAgain],
  level_done: [{ ptBR: 'Outra pessoa do nível decidiu antes.', en: 'Somebody else of the level was first.' }, nothing],
  already_approved: [{ ptBR: 'Você já tinha aprovado.', en: 'You had approved it already.' }, nothing],
  not_approver: [{ ptBR: 'Aprovar aqui não cabe a você.', en: 'It is not yours to approve.' }, seeWho],
  not_requester: [{ ptBR: 'Só quem solicitou pode enviar.', en: 'Only the requester may submit it.' }, seeWho],
  not_allowed: [{ ptBR: 'Você não tem permissão para isso.', en: 'You are not allowed to do this.' }, seeWho],
  own_request: [
    { ptBR: 'Ninguém decide sobre o próprio pedido.', en: 'Nobody decides about their own request.' },
    { ptBR: 'Outra pessoa precisa responder.', en: 'Another person has to answer.' },
  ],
  own_edit: [
    {
      ptBR: 'Pela política, quem editou depois do envio não decide.',
      en: 'By the policy nobody decides who has edited it since it was submitted.',
    },
    { ptBR: 'Outra pessoa do nível precisa decidir.', en: 'Another person of the level has to decide.' },
  ],
  incomplete: [
    { ptBR: 'Faltam itens, quantidades ou valores.', en: 'Items, quantities or prices are missing.' },
    { ptBR: 'Complete os itens e envie de novo.', en: 'Complete the items and submit it again.' },
  ],
  too_large: [
    { ptBR: 'Tem itens ou textos demais: mais de 2.000 itens.', en: 'It has too much in it: more than 2,000 items.' },
    { ptBR: 'Divida em mais de uma solicitação.', en: 'Split it into several requests.' },
  ],
  reason_needed: [
    { ptBR: 'Faltou escrever o motivo.', en: 'The reason was missing.' },
    { ptBR: 'Escreva o motivo e peça de novo.', en: 'Write the reason and ask again.' },
  ],
  no_approver: [{ ptBR: 'Não há quem possa aprovar.', en: 'There is nobody who could approve it.' }, askAdmin],
  no_policy: [{ ptBR: 'Não há política de aprovação.', en: 'There is no approval policy.' }, askAdmin],
  no_rule: [{ ptBR: 'Nenhuma regra da política serve.', en: 'No rule of the policy fits.' }, askAdmin],
  not_found: [
    { ptBR: 'Ela não existe mais na lista.', en: 'It is no longer in the list.' },
    { ptBR: 'Se ainda for preciso, faça uma nova.', en: 'If it is still needed, make a new one.' },
  ],
}
const otherwise: readonly [Sentence, Sentence] = [
  { ptBR: 'O servidor não pôde aceitar.', en: 'The server could not accept it.' },
  lookAgain,
]

/** What is said of a wish that did not count, from the args of its notice; whatever they are. */
export function refusalOf({ type, reason }: Readonly<Record<string, unknown>>): Refusal {
  const action = typeof type === 'string' ? actionOfIntent(type) : null
  const [why, next] = (typeof reason === 'string' ? reasons[reason] : undefined) ?? otherwise
  return { what: action === null ? anyWord : words[action], why, next }
}
