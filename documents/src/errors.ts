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
  | 'too_many_uploads'
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

const entry = (status: number, ptBR: string, en: string): ErrorEntry => ({ status, ptBR, en })

export const errorCatalogue: Readonly<Record<ErrorCode, ErrorEntry>> = {
  unauthenticated: entry(401, 'Entre com a sua conta para continuar.', 'Sign in to continue.'),
  wrong_credentials: entry(401, 'E-mail ou senha incorretos.', 'Wrong e-mail or password.'),
  too_many_attempts: entry(
    429,
    'Muitas tentativas. Espere um pouco e tente de novo.',
    'Too many attempts. Wait a moment and try again.',
  ),
  forbidden: entry(403, 'Você não tem permissão para isso.', 'You do not have permission to do this.'),
  not_found: entry(404, 'Não encontramos o que você procura.', 'We could not find what you are looking for.'),
  already_exists: entry(409, 'Isso já existe.', 'This already exists.'),
  invalid_request: entry(400, 'O pedido não pôde ser entendido.', 'The request could not be understood.'),
  invalid_name: entry(400, 'Este nome de documento não é válido.', 'This document name is not valid.'),
  payload_too_large: entry(413, 'O envio é grande demais.', 'What was sent is too large.'),
  file_too_large: entry(
    413,
    'O arquivo é maior do que este espaço de trabalho aceita.',
    'The file is larger than this workspace accepts.',
  ),
  file_type_refused: entry(415, 'Este tipo de arquivo não é aceito aqui.', 'This type of file is not accepted here.'),
  file_mismatch: entry(
    422,
    'O arquivo chegou diferente do que saiu. Ele será enviado de novo.',
    'The file arrived different from how it left. It will be sent again.',
  ),
  files_full: entry(
    507,
    'O espaço de arquivos desta empresa está cheio. Fale com quem administra.',
    'The file space of this workspace is full. Ask an administrator.',
  ),
  too_many_uploads: entry(
    429,
    'Há envios seus que não terminaram. Este começa depois deles.',
    'Some of your uploads are not finished. This one starts after them.',
  ),
  too_fast: entry(
    429,
    'Muitas alterações em pouco tempo. Elas serão enviadas aos poucos.',
    'Too many changes in a short time. They will be sent more slowly.',
  ),
  journal_unavailable: entry(
    503,
    'O servidor não consegue salvar agora. Suas alterações ficam guardadas neste aparelho.',
    'The server cannot save right now. Your changes are kept on this device.',
  ),
  origin_mismatch: entry(403, 'Este endereço não pode usar a sua sessão.', 'This address may not use your session.'),
  update_required: entry(
    426,
    'Há uma versão nova do Mutirão. Atualize a página para continuar enviando.',
    'There is a new version of Mutirão. Reload the page to keep sending.',
  ),
  document_gone: entry(410, 'Este documento não existe mais.', 'This document no longer exists.'),
  signed_out: entry(
    401,
    'Sua sessão terminou. Entre de novo; suas alterações continuam guardadas.',
    'Your session ended. Sign in again; your changes are still kept.',
  ),
  unreachable: entry(503, 'Sem conexão com o servidor.', 'The server cannot be reached.'),
  storage_unavailable: entry(
    507,
    'Este aparelho não consegue guardar alterações agora.',
    'This device cannot keep changes right now.',
  ),
  port_taken: entry(500, 'A porta já está em uso por outro programa.', 'The port is already used by another program.'),
  database_unreachable: entry(500, 'O banco de dados não responde.', 'The database does not answer.'),
  data_folder_version: entry(
    500,
    'A pasta de dados é de outra versão do Postgres.',
    'The data folder belongs to another version of Postgres.',
  ),
  bad_configuration: entry(
    500,
    'A configuração tem um valor inválido.',
    'The configuration has a value that is not valid.',
  ),
  internal: entry(500, 'Algo deu errado do nosso lado.', 'Something went wrong on our side.'),
  hard_delete: entry(
    422,
    'Itens não podem ser apagados de vez, só arquivados.',
    'Items cannot be erased for good, only archived.',
  ),
  bad_value: entry(422, 'Um campo recebeu um valor que não é válido.', 'A field was given a value that is not valid.'),
  bad_structure: entry(
    422,
    'Uma parte da alteração não tem a forma deste documento.',
    'A part of the change does not have the shape of this document.',
  ),
  too_large: entry(413, 'Um texto é grande demais para este campo.', 'A text is too large for this field.'),
  document_full: entry(
    413,
    'Este documento está cheio: só dá para apagar.',
    'This document is full: things can only be deleted.',
  ),
  unknown_dependency: entry(
    422,
    'Falta uma alteração anterior; ela está a caminho.',
    'An earlier change is missing; it is on its way.',
  ),
  foreign_client: entry(
    403,
    'Estas alterações vieram com a identidade de outra pessoa.',
    'These changes came under another person’s identity.',
  ),
  malformed: entry(422, 'Os dados recebidos não são uma alteração válida.', 'The data received is not a valid change.'),
  read_only: entry(403, 'Você pode ver, mas não alterar.', 'You may look, but not change anything.'),
}
