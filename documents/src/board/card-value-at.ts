import type { JsonValue } from '../kind.ts'
import { sameToPeople } from '../user/conflicts.ts'
import { cardFieldNames, fieldPrefix, labelPrefix } from './shape.ts'
import type { CardSnapshot } from './shape.ts'

/** What a card holds under a key, as the document keeps it; undefined = nothing, or a key that is not read. */
export function cardValueAt(card: CardSnapshot, key: string): JsonValue | undefined {
  if (key.startsWith(labelPrefix)) return card.labels.includes(key.slice(labelPrefix.length)) ? true : undefined
  if (key.startsWith(fieldPrefix)) return card.fields[key.slice(fieldPrefix.length)]
  switch (key) {
    case 'pos':
      return { stage: card.stageId, rank: card.rank }
    case 'value':
      return card.valueCents
    case 'owner':
      return card.ownerId
    case 'deletedAt':
      return card.deletedAt
    default: {
      const field = cardFieldNames.find((name) => name === key)
      return field === undefined || field === 'value' || field === 'owner' ? undefined : card[field]
    }
  }
}

/** Whether the value a conflict kept still stands: whatever was written over it since ends the conflict, also before the server has heard. */
export const keptStands = (card: CardSnapshot, key: string, kept: JsonValue): boolean =>
  sameToPeople(key, cardValueAt(card, key), kept)
