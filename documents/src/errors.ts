import { fault } from './faults.ts'
import type { RefusalCode } from './protocol.ts'

/** Every way things go wrong that somebody outside a function must tell apart: HTTP answers, close reasons, commands. */
export type ErrorCode =
  | RefusalCode
  | 'unauthenticated'
  | 'wrong_credentials'
  | 'too_many_attempts'
  | 'forbidden'
  | 'not_found'
  | 'already_exists'
  | 'invalid_request'
  | 'invalid_name'
  | 'payload_too_large'
  | 'too_fast'
  | 'file_too_large'
  | 'file_type_refused'
  | 'file_mismatch'
  | 'files_full'
  | 'journal_unavailable'
  | 'origin_mismatch'
  | 'update_required'
  | 'document_gone'
  | 'signed_out'
  | 'unreachable'
  | 'storage_unavailable'
  | 'port_taken'
  | 'database_unreachable'
  | 'data_folder_version'
  | 'bad_configuration'
  | 'internal'

export interface ErrorEntry {
  /** HTTP status of an answer with this code. */
  readonly status: number
  /** The sentence for the person, Brazilian Portuguese. */
  readonly ptBR: string
  /** The sentence for the person, English. */
  readonly en: string
  /** What the calling program does next. */
  readonly advice: string
}

export interface ErrorOptionsOfMutirao {
  readonly retryAfterSeconds?: number
  readonly cause?: unknown
}

/**
 * The one error class that crosses rooms. `message` is for logs and developers; what a person reads stands in
 * `errorCatalogue[code]`.
 */
export class MutiraoError extends Error {
  readonly code: ErrorCode
  readonly retryAfterSeconds?: number

  constructor(code: ErrorCode, detail?: string, options: ErrorOptionsOfMutirao = {}) {
    super(detail ?? errorCatalogue[code].en, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'MutiraoError'
    this.code = code
    if (options.retryAfterSeconds !== undefined && !fault('DOC-18')) this.retryAfterSeconds = options.retryAfterSeconds
  }
}

/** True for a MutiraoError, of this code when one is given. */
export const isMutiraoError = (error: unknown, code?: ErrorCode): error is MutiraoError =>
  error instanceof MutiraoError && (code === undefined || error.code === code)

const entry = (status: number, ptBR: string, en: string, advice: string): ErrorEntry => ({ status, ptBR, en, advice })

export const errorCatalogue: Readonly<Record<ErrorCode, ErrorEntry>> = {
  unauthenticated: entry(
    401,
    'Entre com a sua conta para continuar.',
    'Sign in to continue.',
    'Get a session or a token, then repeat the call.',
  ),
  wrong_credentials: entry(
    401,
    'E-mail ou senha incorretos.',
    'Wrong e-mail or password.',
    'Ask the person again; do not repeat by yourself.',
  ),
  too_many_attempts: entry(
    429,
    'Muitas tentativas. Espere um pouco e tente de novo.',
    'Too many attempts. Wait a moment and try again.',
    'Wait retryAfterSeconds before the next attempt.',
  ),
  forbidden: entry(
    403,
    'Você não tem permissão para isso.',
    'You do not have permission to do this.',
    'Do not repeat; ask an administrator for access.',
  ),
  not_found: entry(
    404,
    'Não encontramos o que você procura.',
    'We could not find what you are looking for.',
    'Do not repeat; check the name or id.',
  ),
  already_exists: entry(
    409,
    'Isso já existe.',
    'This already exists.',
    'Do not repeat; use the one that exists or choose another name.',
  ),
  invalid_request: entry(
    400,
    'O pedido não pôde ser entendido.',
    'The request could not be understood.',
    'Correct the request; the message names the part.',
  ),
  invalid_name: entry(
    400,
    'Este nome de documento não é válido.',
    'This document name is not valid.',
    'Use a name of the form given in docs/PROTOCOL.md.',
  ),
  payload_too_large: entry(
    413,
    'O envio é grande demais.',
    'What was sent is too large.',
    'Send at most 8 MiB at once; split the update.',
  ),
  file_too_large: entry(
    413,
    'O arquivo é maior do que este espaço de trabalho aceita.',
    'The file is larger than this workspace accepts.',
    'Do not repeat; the limit stands in GET /api/workspaces/:workspace/files.',
  ),
  file_type_refused: entry(
    415,
    'Este tipo de arquivo não é aceito aqui.',
    'This type of file is not accepted here.',
    'Do not repeat; the accepted endings stand in GET /api/workspaces/:workspace/files.',
  ),
  file_mismatch: entry(
    422,
    'O arquivo chegou diferente do que saiu. Ele será enviado de novo.',
    'The file arrived different from how it left. It will be sent again.',
    'The bytes do not have the announced sha256 and were thrown away. Read the file again and begin anew, once.',
  ),
  files_full: entry(
    507,
    'O espaço de arquivos desta empresa está cheio. Fale com quem administra.',
    'The file space of this workspace is full. Ask an administrator.',
    'Keep the file, tell the person; try again when the workspace has room.',
  ),
  too_fast: entry(
    429,
    'Muitas alterações em pouco tempo. Elas serão enviadas aos poucos.',
    'Too many changes in a short time. They will be sent more slowly.',
    'Wait retryAfterSeconds, then continue with at most 100 updates a second.',
  ),
  journal_unavailable: entry(
    503,
    'O servidor não consegue salvar agora. Suas alterações ficam guardadas neste aparelho.',
    'The server cannot save right now. Your changes are kept on this device.',
    'Keep the edits and repeat with growing, jittered pauses; nothing was taken.',
  ),
  origin_mismatch: entry(
    403,
    'Este endereço não pode usar a sua sessão.',
    'This address may not use your session.',
    'Call from the address of the app, or use a bearer token.',
  ),
  update_required: entry(
    426,
    'Há uma versão nova do Mutirão. Atualize a página para continuar enviando.',
    'There is a new version of Mutirão. Reload the page to keep sending.',
    'Keep the edits, stop sending, load the new client.',
  ),
  document_gone: entry(
    410,
    'Este documento não existe mais.',
    'This document no longer exists.',
    'Stop attaching it; keep a copy of edits that were not sent.',
  ),
  signed_out: entry(
    401,
    'Sua sessão terminou. Entre de novo; suas alterações continuam guardadas.',
    'Your session ended. Sign in again; your changes are still kept.',
    'Keep the edits, get a new session, then attach again.',
  ),
  unreachable: entry(
    503,
    'Sem conexão com o servidor.',
    'The server cannot be reached.',
    'Keep the edits and repeat with growing, jittered pauses.',
  ),
  storage_unavailable: entry(
    507,
    'Este aparelho não consegue guardar alterações agora.',
    'This device cannot keep changes right now.',
    'Tell the person before they type more; free space or allow storage.',
  ),
  port_taken: entry(
    500,
    'A porta já está em uso por outro programa.',
    'The port is already used by another program.',
    'Stop the other program or set PORT.',
  ),
  database_unreachable: entry(
    500,
    'O banco de dados não responde.',
    'The database does not answer.',
    'Check DATABASE_URL and that Postgres runs.',
  ),
  data_folder_version: entry(
    500,
    'A pasta de dados é de outra versão do Postgres.',
    'The data folder belongs to another version of Postgres.',
    'Start the version that wrote it and make a backup, then restore it here.',
  ),
  bad_configuration: entry(
    500,
    'A configuração tem um valor inválido.',
    'The configuration has a value that is not valid.',
    'Correct the variables named in the message.',
  ),
  internal: entry(
    500,
    'Algo deu errado do nosso lado.',
    'Something went wrong on our side.',
    'Repeat once after a pause; then report the message.',
  ),
  hard_delete: entry(
    422,
    'Itens não podem ser apagados de vez, só arquivados.',
    'Items cannot be erased for good, only archived.',
    'That part was left out. Set deletedAt instead; reopen the document from the server.',
  ),
  bad_value: entry(
    422,
    'Um campo recebeu um valor que não é válido.',
    'A field was given a value that is not valid.',
    'That part was left out. Correct the value; reopen the document from the server.',
  ),
  bad_structure: entry(
    422,
    'Uma parte da alteração não tem a forma deste documento.',
    'A part of the change does not have the shape of this document.',
    'That part was left out. Write the shape of docs/PROTOCOL.md; reopen the document from the server.',
  ),
  too_large: entry(
    413,
    'Um texto é grande demais para este campo.',
    'A text is too large for this field.',
    'That part was left out. Shorten the value; reopen the document from the server.',
  ),
  document_full: entry(
    413,
    'Este documento está cheio: só dá para apagar.',
    'This document is full: things can only be deleted.',
    'That part was left out. Delete content; reopen the document from the server.',
  ),
  unknown_dependency: entry(
    422,
    'Falta uma alteração anterior; ela está a caminho.',
    'An earlier change is missing; it is on its way.',
    'Nothing was taken. Answer the SyncStep1 that follows; it heals by itself.',
  ),
  foreign_client: entry(
    403,
    'Estas alterações vieram com a identidade de outra pessoa.',
    'These changes came under another person’s identity.',
    'Nothing was taken. Use a Yjs client id of your own: open the document anew.',
  ),
  malformed: entry(
    422,
    'Os dados recebidos não são uma alteração válida.',
    'The data received is not a valid change.',
    'Nothing was taken. Send one Yjs update of version 1.',
  ),
  read_only: entry(
    403,
    'Você pode ver, mas não alterar.',
    'You may look, but not change anything.',
    'Nothing was taken. Do not repeat; ask for write access.',
  ),
}
