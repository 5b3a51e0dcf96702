import { fieldTypes, type FieldType } from '@mutirao/documents'
import { Banknote, CalendarDays, CircleDot, Hash, Type, UserRound, type LucideIcon } from 'lucide-react'

export const typeIcons: Readonly<Record<FieldType, LucideIcon>> = {
  text: Type,
  number: Hash,
  money: Banknote,
  date: CalendarDays,
  choice: CircleDot,
  person: UserRound,
}

export const isFieldType = (value: string): value is FieldType => fieldTypes.some((type) => type === value)

/** Colours for options, the same as the stages'. */
export const optionColors = [
  { name: 'gray', color: '#8b928f' },
  { name: 'blue', color: '#2c68d6' },
  { name: 'violet', color: '#7353c9' },
  { name: 'green', color: '#0b6e4f' },
  { name: 'amber', color: '#d99100' },
  { name: 'red', color: '#b3402c' },
  { name: 'teal', color: '#0f7a7a' },
  { name: 'rose', color: '#a4476f' },
] as const

/** The next colour, so that neighbours differ without anybody choosing. */
export const colorAt = (index: number): string => optionColors[(index + 1) % optionColors.length]?.color ?? ''
