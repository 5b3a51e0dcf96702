import { board } from './board.ts'
import { bulk } from './bulk.ts'
import { common } from './common.ts'
import { find } from './find.ts'
import { outcome } from './outcome.ts'
import { session } from './session.ts'
import { shell } from './shell.ts'
import { stage } from './stage.ts'

/** The words of the first screens. Those of everything else come with index.ts, a moment later. */
export const ptBRFirst = { board, bulk, common, find, outcome, session, shell, stage } as const
