import { useState } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { announce } from '../../../ui/index.ts'

/** Longest words an item may be called by. */
export const maxDescription = 2_000

/** The words of an item that is not there yet. They stay while it could not be made. */
export function useNewItem() {
  const { t } = useTranslation('purchase')
  const [text, setText] = useState('')
  /** @param make returns false when it was not made */
  const add = (make: (description: string) => boolean) => {
    const description = text.trim()
    if (description === '' || !make(description)) return
    announce(t('items.added', { description }))
    setText('')
  }
  return { text, setText, add }
}
