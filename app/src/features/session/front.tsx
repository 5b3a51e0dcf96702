import type { ReactNode } from 'react'
import { chooseLanguage, currentLanguage, languageNames, useTranslation } from '../../i18n/index.ts'
import { Mark } from '../../ui/index.ts'

/** The page before the app: a mark, a sentence, one form. */
export function Front({
  title,
  lead,
  children,
}: {
  readonly title: string
  readonly lead: string
  readonly children: ReactNode
}) {
  useTranslation()
  const other = currentLanguage() === 'en' ? 'pt-BR' : 'en'
  return (
    <div className="flex min-h-full flex-col items-center overflow-y-auto bg-sunken px-4 py-10 phone:py-0 phone:pt-[env(safe-area-inset-top)]">
      <main className="motion-rise my-auto w-full max-w-[400px] rounded-xl bg-surface p-7 shadow-2 phone:max-w-none phone:rounded-none phone:bg-transparent phone:px-1 phone:shadow-none">
        <Mark className="mb-4 size-9" />
        <h1 className="text-lg">{title}</h1>
        <p className="mt-1 mb-5 text-muted">{lead}</p>
        {children}
      </main>
      <button
        type="button"
        lang={other}
        className="mt-4 mb-4 rounded-md px-2 py-1 text-muted hover:text-text touch:min-h-11"
        // Offline, English may not be there yet: the words simply stay.
        onClick={() => void chooseLanguage(other).catch(() => undefined)}
      >
        {languageNames[other]}
      </button>
    </div>
  )
}
