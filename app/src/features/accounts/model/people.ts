import { checkEmail, phoneKey, type ContactSnapshot, type NewContact } from '@mutirao/documents'
import { fold } from '../../../parse/fold.ts'
import type { OwnCards } from './rows.ts'

export type FoundPerson = Pick<NewContact, 'name' | 'email' | 'phone'>

/** People that cards of the account name and that are no contacts of it yet, each once. */
export function peopleOnCards(
  boards: readonly OwnCards[],
  contacts: readonly ContactSnapshot[],
): readonly FoundPerson[] {
  const known = new Set(contacts.flatMap(keysOf))
  const found: FoundPerson[] = []
  for (const { card } of boards.flatMap(({ cards }) => cards)) {
    const email = checkEmail(card.contactEmail)
    const person = {
      name: card.contactName.trim(),
      email: email.ok ? email.value : card.contactEmail,
      phone: card.contactPhone,
    }
    if (person.name === '') continue
    const keys = keysOf(person)
    if (keys.some((key) => known.has(key))) continue
    for (const key of keys) known.add(key)
    found.push(person)
  }
  return found
}

function keysOf({
  name,
  email,
  phone,
}: {
  readonly name: string
  readonly email: string
  readonly phone: string
}): string[] {
  const number = phoneKey(phone)
  return [
    ...(name === '' ? [] : [`n ${fold(name)}`]),
    ...(email === '' ? [] : [`e ${email.toLowerCase()}`]),
    ...(number === null ? [] : [`p ${number}`]),
  ]
}
