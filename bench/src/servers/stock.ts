/** Stock Hocuspocus as its documentation starts it: in memory, or with extension-database on the given Postgres. */
import { Database } from '@hocuspocus/extension-database'
import { Server } from '@hocuspocus/server'
import pg from 'pg'

const url = process.env['STOCK_DATABASE_URL']
const pool = url ? new pg.Pool({ connectionString: url }) : null
await pool?.query('create table if not exists stock_document (name text primary key, data bytea not null)')

const storage = pool
  ? [
      new Database({
        fetch: async ({ documentName }) => {
          const { rows } = await pool.query<{ data: Buffer }>('select data from stock_document where name = $1', [
            documentName,
          ])
          return rows[0]?.data ?? null
        },
        store: async ({ documentName, state }) => {
          await pool.query(
            'insert into stock_document values ($1, $2) on conflict (name) do update set data = excluded.data',
            [documentName, state],
          )
        },
      }),
    ]
  : []
const server = new Server({ port: Number(process.env['PORT']), address: '127.0.0.1', quiet: true, extensions: storage })
await server.listen()
console.log('listening')
