/** What a board is made of, between two moments: its name, its stages, its fields. */
import { sayField, sayValue, type HistoryNames, type JsonValue, type PartChange } from '@mutirao/documents'
import { useTranslation } from '../../../i18n/index.ts'
import type { Changed } from '../changed-keys.ts'
import { Changes, ComparedLine, ComparedList } from './ComparedList.tsx'

/** What is no text to be read: that it is another one says enough. */
const unread = ['rank', 'color'] as const

export function Parts({ parts, names }: { readonly parts: readonly PartChange[]; readonly names: HistoryNames }) {
  const { t } = useTranslation('inspector')
  const own: Readonly<Record<string, string>> = {
    title: t('part.name'),
    face: t('part.face'),
    options: t('part.options'),
  }
  const read = ({ keys }: PartChange): readonly Changed[] =>
    keys
      .filter(({ key }) => !unread.some((one) => one === key))
      .map(({ key, before, now }) => ({
        key,
        field: own[key] ?? sayField(key, names),
        before: sayValue(key, (before ?? null) as JsonValue, names),
        after: sayValue(key, (now ?? null) as JsonValue, names),
      }))
  const others = ({ keys }: PartChange) =>
    unread.filter((one) => keys.some(({ key }) => key === one)).map((one) => t(`part.${one}`))
  return (
    <ComparedList title={t('parts')} count={parts.length}>
      {parts.map((one) => (
        <ComparedLine key={`${one.part} ${one.id}`} title={`${t(`part.${one.part}`)} ${one.name}`}>
          {one.fate === 'changed' ? (
            <>
              <Changes changes={read(one)} />
              {others(one).join(', ')}
            </>
          ) : (
            t(`part.${one.fate}`)
          )}
        </ComparedLine>
      ))}
    </ComparedList>
  )
}
