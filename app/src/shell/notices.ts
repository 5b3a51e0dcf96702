/** Sentences for what the engine tells: failures, refusals, undo. In the language of the moment. */
import { errorCatalogue, fault, parseName, revertSentences, type EditLabel } from '@mutirao/documents'
import type { Engine, Notice } from '../engine/index.ts'
import { currentLanguage, words } from '../i18n/index.ts'

const inLanguage = (both: { readonly ptBR: string; readonly en: string }): string =>
  currentLanguage() === 'en' ? both.en : both.ptBR

/** Names the card when the board is open, so that the person knows what is meant. */
export function noticeSentence(notice: Notice, engine: Pick<Engine, 'boards'>): string {
  if (notice.type === 'storage') return words.t(`shell:status.storageState.${notice.state}`)
  const sentence =
    notice.type === 'refused'
      ? inLanguage(errorCatalogue[notice.code])
      : Object.hasOwn(revertSentences, notice.rule)
        ? inLanguage(revertSentences[notice.rule as keyof typeof revertSentences])
        : notice.message
  const title = cardTitle(notice.name, notice.path, engine)
  return title === '' ? sentence : `“${title}”: ${sentence}`
}

function cardTitle(name: string, path: string, engine: Pick<Engine, 'boards'>): string {
  const parsed = parseName(name)
  if (parsed?.kind !== 'card' && parsed?.kind !== 'board') return ''
  const boardId = parsed.kind === 'card' ? parsed.boardId : parsed.id
  const cardId = parsed.kind === 'card' ? parsed.cardId : (path.split('/')[1] ?? '')
  return engine.boards.peek(boardId)?.view().store?.card(cardId)?.title ?? ''
}

/** What an edit did: "“Portal” arquivada". */
export function doneSentence(label: EditLabel, place?: string): string {
  const { name, count } = label
  const title = label.title === '' ? words.t('common:untitled') : label.title
  if (name === 'card.move' && count === 1 && place !== undefined) {
    return words.t('done:movedTo', { title, stage: place })
  }
  switch (name) {
    case 'card.create':
      return words.t('done:cardCreate', { title, count })
    case 'card.move':
      return words.t('done:cardMove', { title, count })
    case 'card.field':
      return words.t('done:cardField', { title, count })
    case 'card.cells':
      return fault('APP-60') ? words.t('done:other') : words.t('done:cardField', { title, count })
    case 'card.label':
      return words.t('done:cardLabel', { title, count })
    case 'view.create':
      return words.t('find:views.created', { title })
    case 'view.edit':
      return words.t('find:views.changed', { title })
    case 'view.archive':
      return words.t('find:views.deleted', { title })
    case 'card.archive':
      return words.t('done:cardArchive', { title, count })
    case 'card.restore':
      return words.t('done:cardRestore', { title, count })
    case 'card.import':
      return words.t('done:cardImport', { title, count })
    case 'stage.create':
      return words.t('stage:done.created', { name: title })
    case 'stage.field':
      return words.t('stage:done.field', { name: title })
    case 'stage.move':
      return words.t('stage:done.moved', { name: title })
    case 'stage.archive':
      return words.t('stage:done.archived', { name: title })
    case 'stage.restore':
      return words.t('stage:done.restored', { name: title })
    case 'board.meta':
      return words.t('stage:done.board')
    case 'comment.add':
      return words.t('done:commentAdd')
    case 'comment.edit':
      return words.t('done:commentEdit')
    case 'comment.delete':
      return words.t('done:commentDelete')
    case 'checklist.add':
      return words.t('done:checklistAdd')
    case 'checklist.edit':
      return words.t('done:checklistEdit')
    case 'checklist.move':
      return words.t('done:checklistMove')
    case 'checklist.remove':
      return words.t('done:checklistRemove')
    case 'attachment.add':
      return words.t('files:done.add', { title, count })
    case 'attachment.rename':
      return words.t('files:done.rename', { title })
    case 'attachment.remove':
      return words.t('files:done.remove', { title })
    case 'account.create':
      return words.t('accounts:done.accountCreate', { title })
    case 'account.field':
      return words.t('accounts:done.accountField', { title })
    case 'account.rename':
      return words.t('accounts:done.accountRename', { title })
    case 'account.archive':
      return words.t('accounts:done.accountArchive', { title })
    case 'account.restore':
      return words.t('accounts:done.accountRestore', { title })
    case 'account.merge':
      return words.t('accounts:done.accountMerge', { title })
    case 'account.dismiss':
      return words.t('accounts:done.accountDismiss')
    case 'contact.create':
      return words.t('accounts:done.contactCreate', { title })
    case 'contact.field':
      return words.t('accounts:done.contactField', { title })
    case 'contact.archive':
      return words.t('accounts:done.contactArchive', { title })
    case 'contact.merge':
      return words.t('accounts:done.contactMerge', { title })
    case 'request.create':
      return words.t('purchase:done.requestCreate', { title })
    case 'request.field':
    case 'request.label':
      return words.t('purchase:done.requestField', { title })
    case 'request.archive':
      return words.t('purchase:done.requestArchive', { title })
    case 'request.restore':
      return words.t('purchase:done.requestRestore', { title })
    case 'request.justification':
      return words.t('purchase:done.justification')
    case 'requests.meta':
      return words.t('purchase:done.listRename')
    case 'item.add':
      return words.t('purchase:done.itemAdd', { count })
    case 'item.field':
      return words.t('purchase:done.itemField', { count })
    case 'item.move':
      return words.t('purchase:done.itemMove')
    case 'item.remove':
      return words.t('purchase:done.itemRemove', { count })
    default:
      return words.t('done:other')
  }
}
