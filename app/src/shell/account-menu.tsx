import { Columns2, Keyboard, Languages, LogOut, Monitor, Moon, Smartphone, Sun, SunMoon } from 'lucide-react'
import { Suspense, useState, type ReactElement } from 'react'
import { isWindowBeside, openBeside, useBeside, useEngine, useMe, type Door } from '../engine/index.ts'
import {
  chooseLanguage,
  currentLanguage,
  languageNames,
  languages,
  useTranslation,
  words,
  type Language,
  errorSentence,
  withWords,
} from '../i18n/index.ts'
import {
  lazyPart,
  Menu,
  MenuChoices,
  MenuItem,
  MenuLabel,
  MenuSeparator,
  MenuSub,
  toast,
  useHotkey,
  usePhone,
} from '../ui/index.ts'
import { filesWaitingIn } from './files-waiting.tsx'
import { chooseTheme, themes, useTheme } from './theme.ts'

const Leaving = lazyPart(withWords(() => import('./leaving.tsx')))
const PhoneDialog = lazyPart(withWords(() => import('./phone-dialog.tsx')))

export interface AccountMenuProps {
  readonly trigger: ReactElement
  readonly door: Door
  readonly onShortcuts: () => void
}

/** Theme, language, shortcuts, the way out. */
export function AccountMenu({ trigger, door, onShortcuts }: AccountMenuProps) {
  const { t } = useTranslation('shell')
  const me = useMe()
  const engine = useEngine()
  const beside = useBeside(me)
  const theme = useTheme()
  const phone = usePhone()
  const [leaving, setLeaving] = useState(false)
  const [phoning, setPhoning] = useState(false)
  // Only somebody who sits at the machine opens it to the network.
  const mayPhone = beside !== null && me.role === 'admin' && !isWindowBeside() && atThisMachine()
  useHotkey({ keys: '', label: t('onPhone'), run: () => setPhoning(true), disabled: !mayPhone })
  const themeIcons = { system: <Monitor />, light: <Sun />, dark: <Moon /> }
  const themeNames = { system: t('themeSystem'), light: t('themeLight'), dark: t('themeDark') }

  const signOut = () => {
    setLeaving(false)
    door.signOut().then(
      (told) => (told ? undefined : toast({ message: words.t('shell:leaving.failed'), tone: 'warning' })),
      (error: unknown) => toast({ message: errorSentence(error), tone: 'warning' }),
    )
  }
  const waits = () => engine.client.pending().some((document) => document.edits > 0) || filesWaitingIn(engine) > 0
  const ask = () => (waits() ? setLeaving(true) : signOut())

  return (
    <>
      <Menu trigger={trigger} side="top" align={phone ? 'end' : 'start'} className="w-56">
        <MenuLabel>{me.email}</MenuLabel>
        {beside === null ? null : (
          <MenuItem icon={<Columns2 />} onSelect={() => void openBeside(beside).catch(tellFailure)}>
            {t('beside', { name: beside.name.split(' ')[0] ?? '' })}
          </MenuItem>
        )}
        {mayPhone ? (
          <MenuItem icon={<Smartphone />} onSelect={() => setPhoning(true)}>
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
        <MenuItem icon={<LogOut />} onSelect={ask}>
          {t('signOut')}
        </MenuItem>
      </Menu>
      <Suspense fallback={null}>
        {leaving ? <Leaving onStay={() => setLeaving(false)} onLeave={signOut} /> : null}
        {phoning ? <PhoneDialog onClose={() => setPhoning(false)} /> : null}
      </Suspense>
    </>
  )
}

const atThisMachine = () => /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(location.hostname)

const tellFailure = (error: unknown) => toast({ message: errorSentence(error), tone: 'warning' })

function choose(language: Language) {
  // Offline, English may not be there yet: the words simply stay.
  chooseLanguage(language).catch((error: unknown) => toast({ message: errorSentence(error), tone: 'warning' }))
}
