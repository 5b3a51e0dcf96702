/** A few buttons for the notes, there while they are being written. Everything has a Markdown way of typing it, too. */
import type { Editor } from '@tiptap/react'
import { useEditorState } from '@tiptap/react'
import { clsx } from 'clsx'
import { Bold, Code, Heading2, Italic, Link, List, ListOrdered, Quote, Strikethrough } from 'lucide-react'
import { useState, type FormEvent, type ReactNode } from 'react'
import { useTranslation } from '../../../i18n/index.ts'
import { Button, Field, Input, Popover, Tooltip } from '../../../ui/index.ts'

type Chain = ReturnType<Editor['chain']>

interface Tool {
  readonly name: 'bold' | 'italic' | 'strike' | 'heading' | 'bulletList' | 'orderedList' | 'quote' | 'code'
  readonly icon: ReactNode
  readonly isActive: (editor: Editor) => boolean
  readonly toggle: (chain: Chain) => Chain
  readonly shortcut?: string
}

const tools: readonly Tool[] = [
  {
    name: 'bold',
    icon: <Bold />,
    isActive: (editor) => editor.isActive('bold'),
    toggle: (chain) => chain.toggleBold(),
    shortcut: 'mod+b',
  },
  {
    name: 'italic',
    icon: <Italic />,
    isActive: (editor) => editor.isActive('italic'),
    toggle: (chain) => chain.toggleItalic(),
    shortcut: 'mod+i',
  },
  {
    name: 'strike',
    icon: <Strikethrough />,
    isActive: (editor) => editor.isActive('strike'),
    toggle: (chain) => chain.toggleStrike(),
  },
  {
    name: 'heading',
    icon: <Heading2 />,
    isActive: (editor) => editor.isActive('heading'),
    toggle: (chain) => chain.toggleHeading({ level: 2 }),
  },
  {
    name: 'bulletList',
    icon: <List />,
    isActive: (editor) => editor.isActive('bulletList'),
    toggle: (chain) => chain.toggleBulletList(),
  },
  {
    name: 'orderedList',
    icon: <ListOrdered />,
    isActive: (editor) => editor.isActive('orderedList'),
    toggle: (chain) => chain.toggleOrderedList(),
  },
  {
    name: 'quote',
    icon: <Quote />,
    isActive: (editor) => editor.isActive('blockquote'),
    toggle: (chain) => chain.toggleBlockquote(),
  },
  {
    name: 'code',
    icon: <Code />,
    isActive: (editor) => editor.isActive('code'),
    toggle: (chain) => chain.toggleCode(),
  },
]

export function Toolbar({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation('card')
  const active = useEditorState({
    editor,
    selector: ({ editor: live }) =>
      tools
        .filter((tool) => !live.isDestroyed && tool.isActive(live))
        .map((tool) => tool.name)
        .join(' '),
  })
  const names = new Set(active.split(' '))
  return (
    <div
      role="toolbar"
      aria-label={t('notes.tools')}
      aria-orientation="horizontal"
      className="absolute -top-7 right-0 flex gap-px opacity-0 transition-opacity group-focus-within/notes:opacity-100 phone:static phone:-ml-1.5 phone:hidden phone:overflow-x-auto phone:group-focus-within/notes:flex"
    >
      {tools.map((tool) => (
        <ToolButton
          key={tool.name}
          label={t(`notes.${tool.name}`)}
          {...(tool.shortcut === undefined ? {} : { shortcut: tool.shortcut })}
          pressed={names.has(tool.name)}
          onPress={() => void tool.toggle(editor.chain().focus()).run()}
          icon={tool.icon}
        />
      ))}
      <LinkTool editor={editor} />
    </div>
  )
}

interface ToolButtonProps {
  readonly label: string
  readonly shortcut?: string
  readonly pressed: boolean
  readonly onPress?: () => void
  readonly icon: ReactNode
}

const toolStyle =
  'grid size-6 place-items-center rounded-sm text-muted transition-colors hover:bg-hover hover:text-text touch:size-11 [&>svg]:size-3.5'

function ToolButton({ label, shortcut, pressed, onPress, icon }: ToolButtonProps) {
  const button = (
    <button
      type="button"
      tabIndex={-1}
      aria-label={label}
      aria-pressed={pressed}
      // The selection in the notes must survive the press.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPress}
      className={clsx(toolStyle, pressed && 'bg-brand-weak text-brand hover:text-brand')}
    >
      {icon}
    </button>
  )
  return <Tooltip label={label} {...(shortcut === undefined ? {} : { shortcut })} trigger={button} />
}

function LinkTool({ editor }: { readonly editor: Editor }) {
  const { t } = useTranslation('card')
  const [open, setOpen] = useState(false)
  const pressed = useEditorState({ editor, selector: ({ editor: live }) => !live.isDestroyed && live.isActive('link') })
  return (
    <Popover
      label={t('notes.link')}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <button
          type="button"
          tabIndex={-1}
          aria-label={t('notes.link')}
          aria-pressed={pressed}
          className={clsx(toolStyle, pressed && 'bg-brand-weak text-brand')}
        >
          <Link />
        </button>
      }
      className="w-72 p-3"
    >
      <LinkForm editor={editor} onDone={() => setOpen(false)} />
    </Popover>
  )
}

function LinkForm({ editor, onDone }: { readonly editor: Editor; readonly onDone: () => void }) {
  const { t } = useTranslation('card')
  const present: unknown = editor.getAttributes('link')['href']
  const had = typeof present === 'string' ? present : ''
  const [address, setAddress] = useState(had)
  const [wrong, setWrong] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const href = address.trim()
    if (!/^(?:https?:\/\/\S+|mailto:\S+@\S+|tel:[\d+]+)$/iu.test(href)) return setWrong(true)
    const chain = editor.chain().focus().extendMarkRange('link')
    if (editor.state.selection.empty && had === '')
      chain.insertContent({ type: 'text', text: href, marks: [{ type: 'link', attrs: { href } }] }).run()
    else chain.setLink({ href }).run()
    onDone()
  }
  const remove = () => {
    editor.chain().focus().extendMarkRange('link').unsetLink().run()
    onDone()
  }
  return (
    <form onSubmit={submit} className="grid gap-3">
      <Field label={t('notes.linkAddress')} {...(wrong ? { error: t('notes.linkWrong') } : {})}>
        {(control) => (
          <Input
            {...control}
            value={address}
            inputMode="url"
            placeholder="https://"
            onChange={(event) => {
              setWrong(false)
              setAddress(event.target.value)
            }}
          />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        {had === '' ? null : <Button onClick={remove}>{t('notes.linkRemove')}</Button>}
        <Button type="submit" variant="primary">
          {t('notes.linkSet')}
        </Button>
      </div>
    </form>
  )
}
