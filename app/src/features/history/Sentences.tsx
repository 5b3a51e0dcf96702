/** What somebody did in one sitting, sentence by sentence. */
import { fault, type Sentence, type SentencePart } from '@mutirao/documents'
import { useState } from 'react'
import { formatNumber, useTranslation } from '../../i18n/index.ts'
import { Button } from '../../ui/index.ts'
import { laterLine } from './later-line.ts'

/** More are told on demand: an import or a day of decisions would push everything else off the screen. */
const mostAtOnce = 8

export function Sentences({ said }: { readonly said: readonly Sentence[] }) {
  const { t } = useTranslation('history')
  const [all, setAll] = useState(false)
  // One hidden line more would take no less room than the button.
  const shown = all || said.length <= mostAtOnce + 1 ? said : said.slice(0, mostAtOnce)
  const hidden = said.length - shown.length
  return (
    <>
      <ul className="grid gap-0.5">
        {shown.map((sentence, i) => (
          <Line key={`${sentence.name} ${i}`} sentence={sentence} isMore={i > 0} />
        ))}
      </ul>
      {hidden > 0 ? (
        <Button size="sm" variant="plain" className="-ml-2" aria-expanded={false} onClick={() => setAll(true)}>
          {t('sentencesMore', { count: hidden, n: formatNumber(hidden) })}
        </Button>
      ) : null}
    </>
  )
}

/** After the first sentence of a sitting who it was is only said aloud: the eye has it beside the picture. */
function Line({ sentence, isMore }: { readonly sentence: Sentence; readonly isMore: boolean }) {
  const { actor, parts } = isMore ? laterLine(sentence.parts) : { actor: null, parts: sentence.parts }
  return (
    <li className="[overflow-wrap:anywhere]">
      {actor === null ? null : <span className="sr-only">{actor} </span>}
      {said({ parts })}
      {sentence.each ? <Each of={sentence.each} /> : null}
    </li>
  )
}

/** An import of thousands is read in the document as it was, not here. */
const mostOfEach = 100

/** What was told as a number, one by one. */
function Each({ of }: { readonly of: () => readonly Sentence[] }) {
  const { t } = useTranslation('history')
  const [open, setOpen] = useState(false)
  const all = open ? of() : []
  const more = all.length - mostOfEach
  return (
    <>
      {' '}
      <button
        type="button"
        aria-expanded={open}
        className="text-sm text-soft underline underline-offset-2 hover:text-text touch:py-2"
        onClick={() => setOpen(!open)}
      >
        {open ? t('eachLess') : t('each')}
      </button>
      {open ? (
        <ul className="my-1 grid gap-0.5 border-l-2 border-line pl-2.5">
          {all.slice(0, mostOfEach).map((sentence, i) => (
            <Line key={i} sentence={sentence} isMore />
          ))}
          {more > 0 ? (
            <li className="text-sm text-soft">{t('sentencesMore', { count: more, n: formatNumber(more) })}</li>
          ) : null}
        </ul>
      ) : null}
    </>
  )
}

const weight: Readonly<Record<SentencePart['role'], string>> = {
  actor: 'font-semibold',
  subject: 'font-semibold',
  value: 'font-medium',
  text: 'text-muted',
}

const said = ({ parts }: Pick<Sentence, 'parts'>) =>
  parts.map(({ role, text }, i) =>
    role === 'text' || fault('HSC-21') ? (
      <span key={i} className={weight[role]}>
        {text}
      </span>
    ) : (
      // What people wrote may turn the direction of writing: not that of the sentence around it.
      <bdi key={i} className={weight[role]}>
        {text}
      </bdi>
    ),
  )
