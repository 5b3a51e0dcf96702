/** Column types the tables share. */
import { bigint, customType, timestamp } from 'drizzle-orm/pg-core'

export const bytea = customType<{ data: Uint8Array; driverData: Buffer }>({ dataType: () => 'bytea' })
/** A transaction's number in 64 bits, as `pg_current_xact_id()` gives it. */
export const xid8 = customType<{ data: string; driverData: string }>({ dataType: () => 'xid8' })
export const time = (name: string) => timestamp(name, { withTimezone: true })
export const number = (name: string) => bigint(name, { mode: 'number' })
