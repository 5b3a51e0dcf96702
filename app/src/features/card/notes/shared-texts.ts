/** Gives every block made in this editor its text at once: two people who begin to type there write into the same one. */
import { giveTexts } from '@mutirao/documents'
import type { Schema } from '@tiptap/pm/model'
import { ySyncPluginKey } from '@tiptap/y-tiptap'
import type { Notes } from './guard.ts'

/** From now on, until what it returns is called. Nothing is written before this person makes a block. */
export const shareTexts = (notes: Notes, schema: Schema): (() => void) =>
  giveTexts(notes, {
    origin: ySyncPluginKey,
    isTextblock: (nodeName) => schema.nodes[nodeName]?.isTextblock === true,
  })
