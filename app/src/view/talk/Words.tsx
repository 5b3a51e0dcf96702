/** A comment's text: as it was written, with addresses as links and mentioned people as chips. */
import { mentionParts } from '@mutirao/documents'
import { clsx } from 'clsx'
import { useMe, usePerson } from '../../engine/index.ts'
import { linkParts } from './links.ts'

export function Words({ text }: { readonly text: string }) {
  return (
    <p className="leading-5 [overflow-wrap:anywhere] whitespace-pre-wrap">
      {mentionParts(text).map((part, i) =>
        part.userId === undefined ? (
          <Linked key={i} text={part.text} />
        ) : (
          <Mention key={i} userId={part.userId} written={part.text} />
        ),
      )}
    </p>
  )
}

/** The name people have today; the written one when nobody of that id is known. */
function Mention({ userId, written }: { readonly userId: string; readonly written: string }) {
  const me = useMe()
  const person = usePerson(userId)
  const mine = userId === me.id
  return (
    <span
      data-mention={userId}
      className={clsx('rounded-sm px-1 font-medium', mine ? 'bg-amber-weak text-amber' : 'bg-brand-weak text-brand')}
    >
      @{person?.name ?? written}
    </span>
  )
}

function Linked({ text }: { readonly text: string }) {
  return linkParts(text).map((part, i) =>
    part.href === undefined ? (
      part.text
    ) : (
      <a
        key={i}
        href={part.href}
        target="_blank"
        rel="noopener noreferrer nofollow"
        className="text-brand underline underline-offset-2"
      >
        {part.text}
      </a>
    ),
  )
}
