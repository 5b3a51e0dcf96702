/** One page with every component in all its states, in both themes. In no menu; also what `gallery.browser.test.tsx` looks at. */
import { Pencil, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import {
  Anchored,
  Button,
  Dialog,
  Docked,
  Menu,
  MenuChoices,
  MenuItem,
  MenuLabel,
  MenuSeparator,
  MenuSub,
  Popover,
  Sheet,
  toast,
  Toaster,
  Tooltip,
} from '../index.ts'
import { families, type Family } from './samples.tsx'
import { inks, swatches } from './tokens.ts'

const themes = ['light', 'dark'] as const
const nothing = () => undefined

export function Gallery() {
  return (
    <main className="h-dvh overflow-auto bg-bg">
      <h1 className="px-6 pt-5 text-lg">Mutirão · componentes</h1>
      <Layers />
      {themes.map((theme) => (
        <section
          key={theme}
          aria-label={theme}
          data-gallery={theme}
          style={{ colorScheme: theme }}
          className="grid gap-6 bg-bg px-6 py-5 text-text"
        >
          <h2 className="text-md">{theme}</h2>
          <Colours />
          {families.map((family) => (
            <Samples key={family.title} family={family} />
          ))}
        </section>
      ))}
      <Toaster label="Avisos" closeLabel="Fechar" />
    </main>
  )
}

function Samples({ family }: { readonly family: Family }) {
  return (
    <div>
      <h3 className="pb-2 text-base">{family.title}</h3>
      <ul className="flex flex-wrap items-start gap-x-5 gap-y-4">
        {family.samples.map(({ id, show, interactive }) => (
          <li key={id} className="grid gap-1">
            <div data-sample={id} data-interactive={interactive}>
              {show}
            </div>
            <span className="text-xs text-muted">{id}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Every ground with the inks that may stand on it. */
function Colours() {
  return (
    <ul className="flex flex-wrap gap-2">
      {swatches.map((ground) => (
        <li key={ground} className="rounded-lg p-2 shadow-1" style={{ background: `var(--${ground})` }}>
          <span className="block text-xs" style={{ color: `var(--${inks(ground)[0] ?? 'text'})` }}>
            {ground}
          </span>
          {inks(ground).map((ink) => (
            <span key={ink} className="block text-sm" style={{ color: `var(--${ink})` }}>
              {ink}
            </span>
          ))}
        </li>
      ))}
    </ul>
  )
}

/** What lies over a screen: one at a time. */
function Layers() {
  const [open, setOpen] = useState<'none' | 'dialog' | 'sheet' | 'anchored' | 'dock'>('none')
  const close = () => setOpen('none')
  const inAnchored = useRef<HTMLButtonElement>(null)
  return (
    <section aria-label="layers" className="flex flex-wrap gap-2 px-6 py-4">
      <Button onClick={() => setOpen('dialog')}>Dialog</Button>
      <Button onClick={() => setOpen('sheet')}>Sheet</Button>
      <Menu trigger={<Button>Menu</Button>}>
        <MenuLabel>Oportunidade</MenuLabel>
        <MenuItem icon={<Pencil />} shortcut="e" onSelect={nothing}>
          Abrir
        </MenuItem>
        <MenuItem disabled onSelect={nothing}>
          Mover para…
        </MenuItem>
        <MenuSub label="Ordem">
          <MenuChoices
            value="rank"
            onChange={nothing}
            options={[
              { value: 'rank', label: 'À mão' },
              { value: 'value', label: 'Valor' },
            ]}
          />
        </MenuSub>
        <MenuSeparator />
        <MenuChoices
          value="board"
          onChange={nothing}
          options={[
            { value: 'board', label: 'Quadro' },
            { value: 'table', label: 'Tabela' },
          ]}
        />
        <MenuSeparator />
        <MenuItem danger icon={<Trash2 />} onSelect={nothing}>
          Arquivar
        </MenuItem>
      </Menu>
      <Popover label="Filtro" className="w-64 p-3" trigger={<Button>Popover</Button>}>
        <p>Um painel com o que muda um filtro.</p>
      </Popover>
      <Tooltip label="Uma dica" trigger={<Button>Tooltip</Button>} />
      <span className="relative">
        <Button onClick={() => setOpen('anchored')}>Anchored</Button>
        {open === 'anchored' ? (
          <Anchored label="Etiquetas" onClose={close} focus={inAnchored} className="p-2">
            <Button ref={inAnchored} onClick={close}>
              frota
            </Button>
          </Anchored>
        ) : null}
      </span>
      <Button onClick={() => setOpen(open === 'dock' ? 'none' : 'dock')}>Docked</Button>
      {open === 'dock' ? (
        <Docked>
          <p data-docked className="pointer-events-auto rounded-xl bg-raised p-3 shadow-2">
            2 escolhidas
          </p>
        </Docked>
      ) : null}
      <Button onClick={() => toast({ message: 'Arquivada', action: { label: 'Desfazer', run: nothing } })}>
        Toast
      </Button>
      <Button onClick={() => toast({ message: 'Não deu para mudar', tone: 'warning' })}>Toast, warning</Button>
      <Dialog
        open={open === 'dialog'}
        title="Mover para…"
        description="Para onde vai esta oportunidade?"
        closeLabel="Fechar"
        onClose={close}
        footer={
          <Button variant="primary" onClick={close}>
            Mover
          </Button>
        }
      >
        <p>Conteúdo</p>
      </Dialog>
      {open === 'sheet' ? (
        <Sheet label="Cartão" onClose={close}>
          <p className="p-4">Conteúdo</p>
        </Sheet>
      ) : null}
    </section>
  )
}
