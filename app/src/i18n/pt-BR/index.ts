import { accounts } from './accounts.ts'
import { board } from './board.ts'
import { card } from './card.ts'
import { common } from './common.ts'
import { files } from './files.ts'
import { find } from './find.ts'
import { importing } from './import.ts'
import { session } from './session.ts'
import { shell } from './shell.ts'
import { outcome } from './outcome.ts'
import { bulk } from './bulk.ts'
import { stage } from './stage.ts'

// One a line: whoever adds words adds one line.
export const ptBR = {
  common,
  accounts,
  session,
  shell,
  board,
  bulk,
  card,
  files,
  find,
  importing,
  outcome,
  stage,
} as const
