/** Every component in every state that is a matter of its properties. Words are those of a working day; nobody translates them. */
import { Check, Inbox, Pencil, Plus, SquareKanban, Star, Table2, X } from 'lucide-react'
import { createRef, type ReactNode } from 'react'
import {
  Avatar,
  AvatarStack,
  Button,
  Checkbox,
  Chip,
  Dot,
  EmptyState,
  Field,
  IconButton,
  Input,
  Kbd,
  Mark,
  Pill,
  Progress,
  SearchBox,
  Segmented,
  Select,
  Skeleton,
  Tabs,
  Tag,
  Textarea,
} from '../index.ts'

export interface Sample {
  /** Unique; `component/what`. */
  readonly id: string
  readonly show: ReactNode
  /** Looks different under the pointer, focused or pressed: these states are part of its look. */
  readonly interactive?: true
}
export interface Family {
  readonly title: string
  readonly samples: readonly Sample[]
}

const nothing = () => undefined
const people = [
  { id: 'user-ana-0001', name: 'Ana Ribeiro' },
  { id: 'user-bruno-01', name: 'Bruno Sato' },
  { id: 'user-carla-01', name: 'Carla Dias', idle: true },
  { id: 'user-davi-001', name: 'Davi Prado' },
]
const options = [
  { value: 'a', label: 'Proposta' },
  { value: 'b', label: 'Negociação' },
]

const buttons: Family = {
  title: 'Button',
  samples: [
    ...(['primary', 'ghost', 'plain', 'danger'] as const).flatMap((variant): Sample[] => [
      { id: `button/${variant}`, interactive: true, show: <Button variant={variant}>Salvar</Button> },
      {
        id: `button/${variant} disabled`,
        show: (
          <Button variant={variant} disabled>
            Salvar
          </Button>
        ),
      },
    ]),
    { id: 'button/with icon', show: <Button icon={<Plus />}>Nova oportunidade</Button> },
    { id: 'button/small', interactive: true, show: <Button size="sm">Limpar filtros</Button> },
    {
      id: 'button/busy',
      show: (
        <Button variant="primary" busy>
          Enviando
        </Button>
      ),
    },
    {
      id: 'icon button',
      interactive: true,
      show: (
        <IconButton label="Mudar">
          <Pencil />
        </IconButton>
      ),
    },
    {
      id: 'icon button/pressed',
      show: (
        <IconButton label="Tirar dos favoritos" aria-pressed>
          <Star />
        </IconButton>
      ),
    },
    {
      id: 'icon button/small, disabled',
      show: (
        <IconButton size="sm" label="Fechar" disabled>
          <X />
        </IconButton>
      ),
    },
    { id: 'chip', interactive: true, show: <Chip>Preço</Chip> },
    { id: 'chip/selected', interactive: true, show: <Chip selected>Preço</Chip> },
  ],
}

const fields: Family = {
  title: 'Field',
  samples: [
    { id: 'input/empty', interactive: true, show: <Input aria-label="Conta" placeholder="Conta" /> },
    { id: 'input/filled', show: <Input aria-label="Conta preenchida" defaultValue="Transportes Ipê" /> },
    { id: 'input/invalid', interactive: true, show: <Input aria-label="Valor" aria-invalid defaultValue="abc" /> },
    { id: 'input/disabled', show: <Input aria-label="Origem" disabled defaultValue="Indicação" /> },
    { id: 'textarea', interactive: true, show: <Textarea aria-label="Nota" defaultValue="Ligar na sexta." /> },
    {
      id: 'field/hint',
      show: (
        <Field label="Título" hint="Como a equipe chama esta venda.">
          {(control) => <Input {...control} defaultValue="Frota 2026" />}
        </Field>
      ),
    },
    {
      id: 'field/error',
      show: (
        <Field label="E-mail" error="Falta o @.">
          {(control) => <Input {...control} defaultValue="ana.demo" />}
        </Field>
      ),
    },
    ...(['', 'frota'] as const).map((text): Sample => ({
      id: `search box/${text === '' ? 'empty' : 'filled'}`,
      ...(text === '' ? { interactive: true } : {}),
      show: (
        <SearchBox
          label={text === '' ? 'Buscar contas' : 'Buscar contas com frota'}
          placeholder="Buscar contas"
          clearLabel="Limpar"
          text={text}
          onText={nothing}
          inputRef={createRef()}
        />
      ),
    })),
    { id: 'checkbox', interactive: true, show: <Checkbox>Só as minhas</Checkbox> },
    { id: 'checkbox/checked', show: <Checkbox defaultChecked>Só as minhas</Checkbox> },
    { id: 'checkbox/disabled', show: <Checkbox disabled>Só as minhas</Checkbox> },
    { id: 'select', interactive: true, show: <Select label="Etapa" value="a" onChange={nothing} options={options} /> },
    {
      id: 'select/empty',
      show: <Select label="Sem etapa" value="" placeholder="Escolher…" onChange={nothing} options={options} />,
    },
    {
      id: 'select/disabled',
      show: <Select label="Etapa fixa" value="b" disabled onChange={nothing} options={options} />,
    },
  ],
}

const choices: Family = {
  title: 'Choices',
  samples: [
    {
      id: 'segmented',
      interactive: true,
      show: (
        <Segmented
          label="Modo de ver"
          value="board"
          onChange={nothing}
          options={[
            { value: 'board', label: 'Quadro', icon: <SquareKanban /> },
            { value: 'table', label: 'Tabela', icon: <Table2 /> },
          ]}
        />
      ),
    },
    {
      id: 'tabs',
      show: (
        <Tabs
          label="Partes do cartão"
          value="all"
          onChange={nothing}
          tabs={[
            { id: 'all', label: 'Tudo', content: 'Conteúdo' },
            { id: 'history', label: 'Histórico', count: 3, content: 'Histórico' },
          ]}
        />
      ),
    },
  ],
}

const marks: Family = {
  title: 'Marks',
  samples: [
    ...(['plain', 'blue', 'violet', 'green', 'amber', 'red'] as const).map((tone): Sample => ({
      id: `tag/${tone}`,
      show: <Tag tone={tone}>frota</Tag>,
    })),
    {
      id: 'tag/removable',
      interactive: true,
      show: (
        <Tag onRemove={nothing} removeLabel="Tirar a etiqueta frota">
          frota
        </Tag>
      ),
    },
    ...(['green', 'blue', 'red', 'amber', 'grey', 'violet'] as const).map((tone): Sample => ({
      id: `pill/${tone}`,
      ...(tone === 'green' ? { interactive: true } : {}),
      show: (
        <Pill tone={tone} icon={<Check />}>
          Tempo real
        </Pill>
      ),
    })),
    ...(['xs', 'sm', 'md'] as const).map((size): Sample => ({
      id: `avatar/${size}`,
      show: <Avatar id="user-ana-0001" name="Ana Ribeiro" size={size} />,
    })),
    { id: 'avatar/idle', show: <Avatar id="user-ana-0001" name="Ana Ribeiro" idle /> },
    { id: 'avatar stack', show: <AvatarStack people={people} label="Ana, Bruno, Carla e Davi" /> },
    { id: 'kbd', show: <Kbd keys="mod+k" /> },
    { id: 'dot', show: <Dot color="var(--person-3)" /> },
    { id: 'mark', show: <Mark className="size-6" /> },
  ],
}

const states: Family = {
  title: 'States',
  samples: [
    {
      id: 'empty state',
      show: (
        <EmptyState icon={<Inbox />} title="Nada esperando por você" action={<Button>Ver o funil</Button>}>
          O que pede atenção aparece aqui.
        </EmptyState>
      ),
    },
    { id: 'skeleton', show: <Skeleton className="h-6 w-48" /> },
    { id: 'progress/beginning', show: <Progress value={1} max={8} label="1 de 8" /> },
    { id: 'progress/done', show: <Progress value={8} max={8} label="8 de 8" /> },
  ],
}

export const families: readonly Family[] = [buttons, fields, choices, marks, states]
