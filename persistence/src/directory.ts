import {
  accountsName,
  type DocumentKindName,
  type DocumentName,
  fault,
  listNameOf,
  parseName,
  type Role,
  userName,
} from '@mutirao/documents'
import { textOf } from './history/lookup.ts'
import type {
  Database,
  Directory,
  DocumentRecord,
  ListedDocument,
  MemberRecord,
  MembershipRecord,
  NewDocument,
  SeatedMember,
  WorkspaceRecord,
} from './types.ts'

/** Kinds that stand in lists, in this order; details and personal documents are reached through them. */
const listKinds: readonly DocumentKindName[] = ['board', 'requests', 'accounts']

/** Shown by programs that list documents; our own app says it in the person's language. */
const accountsTitle = 'Contas'

const millis = (column: string): string => `floor(extract(epoch from ${column}) * 1000)::float8`
/** A document's own title may hold what a text column cannot. */
const storable = (title: string): string => (fault('JRN-35') ? title : textOf(title))

const documentColumns = `d.id, d.name, d.kind, d.workspace_id as "workspaceId", d.title, d.created_by as "createdBy",
  ${millis('d.created_at')} as "createdAtMs", ${millis('h.changed_at')} as "updatedAtMs"`
const documentTables = 'document d join document_head h on h.document_id = d.id'
const memberColumns = `m.user_id as "userId", m.workspace_id as "workspaceId", m.name, m.role, m.groups, m.active`
const workspaceColumns = `w.id, w.name, ${millis('w.created_at')} as "createdAtMs"`

/**
 * People and documents in SQL. Isolation of workspaces is the caller's to decide, but every question takes the workspace,
 * and what belongs to another one looks absent.
 */
export function createDirectory(database: Database): Directory {
  const many = async <T extends object>(text: string, values: readonly unknown[] = []): Promise<T[]> =>
    (await database.pool.query<T>(text, [...values])).rows
  const one = async <T extends object>(text: string, values: readonly unknown[]): Promise<T | null> =>
    (await many<T>(text, values))[0] ?? null

  const documentByName = (name: DocumentName): Promise<DocumentRecord | null> =>
    one<DocumentRecord>(`select ${documentColumns} from ${documentTables} where d.name = $1`, [name])

  const document = (workspaceId: string, name: DocumentName): Promise<DocumentRecord | null> =>
    one<DocumentRecord>(
      `select ${documentColumns} from ${documentTables} where d.name = $1 and ($2 = d.workspace_id or $3)`,
      [name, workspaceId, fault('JRN-15')],
    )

  const createDocument = async (wanted: NewDocument): Promise<DocumentRecord | null> => {
    const kind = parseName(wanted.name)?.kind
    if (!kind) throw new RangeError(`not a document name: ${wanted.name}`)
    // Both rows or none: a document without a head could never be written to.
    await many(
      `with made as (
         insert into document (name, kind, workspace_id, title, created_by) values ($1, $2, $3, $4, $5)
         on conflict (name) do nothing returning id)
       insert into document_head (document_id, epoch, changed_xid, seq)
       select made.id, epoch.epoch, pg_current_xact_id(), ${fault('JRN-30') ? 1 : 0} from made, epoch`,
      [wanted.name, kind, wanted.workspaceId, wanted.title, wanted.createdBy],
    )
    return document(wanted.workspaceId, wanted.name)
  }

  // Rows of members are never deleted and keep when they were made.
  const joined = fault('DSN-9') ? 'm.name' : 'm.created_at, m.user_id'

  return {
    createWorkspace: async ({ id, name }) => {
      await many('insert into workspace (id, name) values ($1, $2) on conflict (id) do nothing', [id, name])
      const made = await one<WorkspaceRecord>(`select ${workspaceColumns} from workspace w where w.id = $1`, [id])
      if (!made) throw new Error(`workspace ${id} vanished while it was made`)
      return made
    },
    workspace: (id) => one<WorkspaceRecord>(`select ${workspaceColumns} from workspace w where w.id = $1`, [id]),
    workspaces: () => many<WorkspaceRecord>(`select ${workspaceColumns} from workspace w order by w.created_at, w.id`),

    putMember: async (member) => {
      await many(
        `insert into membership (workspace_id, user_id, name, role, groups, active) values ($1, $2, $3, $4, $5, $6)
         on conflict (workspace_id, user_id) do update
         set name = excluded.name, role = excluded.role, groups = excluded.groups, active = excluded.active`,
        [member.workspaceId, member.userId, member.name, member.role satisfies Role, member.groups, member.active],
      )
    },
    member: (workspaceId, userId) =>
      one<MemberRecord>(`select ${memberColumns} from membership m where m.workspace_id = $1 and m.user_id = $2`, [
        workspaceId,
        userId,
      ]),
    membersOf: (workspaceId) =>
      many<SeatedMember>(
        `select ${memberColumns}, (row_number() over (order by ${joined}) - 1)::int as seat from membership m where m.workspace_id = $1 order by m.name, m.user_id`,
        [workspaceId],
      ),
    membershipsOf: (userId) =>
      many<MembershipRecord>(
        `select ${memberColumns}, w.name as "workspaceName" from membership m join workspace w on w.id = m.workspace_id
         where m.user_id = $1 and m.active order by w.name, w.id`,
        [userId],
      ),

    document,
    documentByName,
    documentsById: async (ids) => {
      const rows = await many<DocumentRecord>(`select ${documentColumns} from ${documentTables} where d.id = any($1)`, [
        ids,
      ])
      return new Map(rows.map((row) => [row.id, row]))
    },
    createDocument,
    ensureDetailDocument: async (workspaceId, name, createdBy) => {
      const found = await document(workspaceId, name)
      if (found) return found
      const parsed = parseName(name)
      const listName = parsed ? listNameOf(parsed) : null
      if (!parsed || listName === null) throw new RangeError(`not the name of a detail of a list: ${name}`)
      const list = await one<object>('select 1 from document where name = $1 and workspace_id = $2', [
        listName,
        workspaceId,
      ])
      if (!list && !fault('JRN-31')) return null
      return createDocument({ name: parsed.name, workspaceId, title: '', createdBy })
    },
    ensureUserDocument: async (workspaceId, userId) => {
      const name = userName(workspaceId, userId)
      const made =
        (await document(workspaceId, name)) ??
        (await createDocument({ name, workspaceId, title: '', createdBy: userId }))
      if (!made) throw new Error(`${name} belongs to another workspace`)
      return made
    },
    ensureAccountsDocument: async (workspaceId, createdBy) => {
      const name = accountsName(workspaceId)
      const made =
        (await document(workspaceId, name)) ??
        (await createDocument({ name, workspaceId, title: accountsTitle, createdBy }))
      if (!made) throw new Error(`${name} belongs to another workspace`)
      return made
    },
    listDocuments: async (workspaceId) => {
      const rows = await many<DocumentRecord & { epoch: string; seq: number }>(
        `select ${documentColumns}, h.epoch, h.seq from ${documentTables}
         where d.workspace_id = $1 and d.kind = any($2) and (d.kind <> 'accounts' or h.seq > 0) order by array_position($2, d.kind), d.id`,
        [workspaceId, listKinds],
      )
      return rows.map(({ epoch, seq, ...record }): ListedDocument => ({ ...record, cursor: { epoch, seq } }))
    },
    renameDocument: async (workspaceId, name, title) => {
      const done = await database.pool.query('update document set title = $3 where workspace_id = $1 and name = $2', [
        workspaceId,
        name,
        storable(title),
      ])
      return (done.rowCount ?? 0) > 0
    },
  }
}
