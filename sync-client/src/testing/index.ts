import { IDBFactory } from 'fake-indexeddb'

/** A browser's disk in memory: what one store closed over it wrote, the next one finds. */
export const createFakeDisk = (): IDBFactory => new IDBFactory()
