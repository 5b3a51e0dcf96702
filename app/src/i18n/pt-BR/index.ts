import { accounts } from './accounts.ts'
import { away } from './away.ts'
import { board } from './board.ts'
import { bulk } from './bulk.ts'
import { card } from './card.ts'
import { common } from './common.ts'
import { conflicts } from './conflicts.ts'
import { done } from './done.ts'
import { exporting } from './export.ts'
import { fields } from './fields.ts'
import { files } from './files.ts'
import { find } from './find.ts'
import { flight } from './flight.ts'
import { guide } from './guide.ts'
import { history } from './history.ts'
import { importing } from './import.ts'
import { inspector } from './inspector.ts'
import { leaving } from './leaving.ts'
import { notices } from './notices.ts'
import { outcome } from './outcome.ts'
import { palette } from './palette.ts'
import { phone } from './phone.ts'
import { print } from './print.ts'
import { purchase } from './purchase.ts'
import { session } from './session.ts'
import { shell } from './shell.ts'
import { stage } from './stage.ts'
import { sync } from './sync.ts'
import { table } from './table.ts'
import { work } from './work.ts'

// One a line: whoever adds words adds one line.
export const ptBR = {
  accounts,
  away,
  board,
  bulk,
  card,
  common,
  conflicts,
  done,
  exporting,
  files,
  find,
  flight,
  guide,
  history,
  importing,
  inspector,
  leaving,
  notices,
  outcome,
  palette,
  phone,
  print,
  purchase,
  session,
  shell,
  stage,
  fields,
  sync,
  table,
  work,
} as const
