/** What is open to whom on a card: questions with a yes or no, asked in several places. */
import { fault } from '@mutirao/documents'
import type { CardView } from '../../../engine/index.ts'

/** Notes, list and comments may be shown and edited: the card's document is on this device. An empty one that was never here is not. */
export const isDetailOpen = (phase: CardView['phase']): boolean => phase === 'ready' || fault('CRD-9')
