import { getRandomValues } from 'node:crypto'
import { ulid } from '@mutirao/documents'
import type { EditContext } from '@mutirao/documents'

export const newUlid = (atMs: number = Date.now()): string => ulid(atMs, getRandomValues(new Uint8Array(16)))

/** Clock and dice of this process for the pure edits of `documents`, in the name of a person. */
export const editContext = (userId: string): EditContext => ({
  userId,
  nowMs: Date.now(),
  random: Math.random,
  newId: () => newUlid(),
})
