import { board } from './board.ts'
import { card } from './card.ts'
import { common } from './common.ts'
import { files } from './files.ts'
import { importing } from './import.ts'
import { session } from './session.ts'
import { shell } from './shell.ts'

export const en = { common, session, shell, board, card, files, importing }
