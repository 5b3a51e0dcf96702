/** What the menu of the account offers: fetched before anybody opens it, not before the first screen is up. */
import { Columns2, Keyboard, Languages, LogOut, Monitor, Moon, Smartphone, Sun, SunMoon } from 'lucide-react'
import { openBeside, useMe, type Beside } from '../engine/index.ts'
import {
  chooseLanguage,
  currentLanguage,
  errorSentence,
  languageNames,
  languages,
  useTranslation,
  type Language,
} from '../i18n/index.ts'
import { MenuChoices, MenuItem, MenuLabel, MenuSeparator, MenuSub, toast, usePhone } from '../ui/index.ts'
import { chooseTheme, themes, useTheme } from './theme.ts'

export interface AccountItemsProps {
  readonly beside: Beside | null
  /** Null: this person may not open it to a phone from here. */
  readonly onPhone: (() => void) | null
  readonly onShortcuts: () => void
  readonly onSignOut: () => void
}

/** Theme, language, shortcuts, the way out. */
export function AccountItems({ beside, onPhone, onShortcuts, onSignOut }: AccountItemsProps) {
  const { t } = useTranslation('shell')
  const me = useMe()
  const theme = useTheme()
  const phone = usePhone()
  const themeIcons = { system: <Monitor />, light: <Sun />, dark: <Moon /> }
  const themeNames = { system: t('themeSystem'), light: t('themeLight'), dark: t('themeDark') }
  return (
    <>
      <MenuLabel>{me.email}</MenuLabel>
      {beside === null ? null : (
        <MenuItem icon={<Columns2 />} onSelect={() => void openBeside(beside).catch(tellFailure)}>
          {t('beside', { name: beside.name.split(' ')[0] ?? '' })}
        </MenuItem>
      )}
      {onPhone ? (
        <MenuItem icon={<Smartphone />} onSelect={onPhone}>
          {t('onPhone')}
        </MenuItem>
      ) : null}
      <MenuSub label={t('theme')} icon={<SunMoon />}>
        <MenuChoices
          value={theme}
          onChange={(next) => chooseTheme(themes.find((one) => one === next) ?? 'system')}
          options={themes.map((one) => ({ value: one, label: themeNames[one], icon: themeIcons[one] }))}
        />
      </MenuSub>
      <MenuSub label={t('language')} icon={<Languages />}>
        <MenuChoices
          value={currentLanguage()}
          onChange={(next) => choose(languages.find((one) => one === next) ?? 'pt-BR')}
          options={languages.map((one) => ({ value: one, label: languageNames[one] }))}
        />
      </MenuSub>
      {phone ? null : (
        <MenuItem icon={<Keyboard />} shortcut="?" onSelect={onShortcuts}>
          {t('shortcuts')}
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem icon={<LogOut />} onSelect={onSignOut}>
        {t('signOut')}
      </MenuItem>
    </>
  )
}

const tellFailure = (error: unknown) => toast({ message: errorSentence(error), tone: 'warning' })

function choose(language: Language) {
  // Offline, English may not be there yet: the words simply stay.
  chooseLanguage(language).catch(tellFailure)
}
