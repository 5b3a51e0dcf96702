import type { NewItem, NewRequest } from '@mutirao/documents'

/** Where a request of the demo ends up; `pending…`: it waits at that level. */
export type DemoEnd =
  | 'draft'
  | 'pending1'
  | 'pending2'
  | 'pending3'
  | 'approved'
  | 'returned'
  | 'rejected'
  | 'cancelled'

type DemoItem = NewItem & { readonly quantity: string; readonly estimate: number }

/** `by` is a place in the team: 0 Ana, 1 Marina, 2 Bruno, 3 Carla, 4 Davi, 5 Eva, 6 Fábio. Money in cents. */
export interface DemoRequest {
  readonly by: number
  readonly daysAgo: number
  readonly needInDays: number
  readonly fields: NewRequest
  readonly why: string
  readonly items: readonly DemoItem[]
  readonly ends: DemoEnd
  readonly reason?: string
  readonly comments?: readonly { readonly by: number; readonly text: string }[]
}

const item = (description: string, quantity: string, unit: string, estimate: number, code = ''): DemoItem => ({
  description,
  quantity,
  unit,
  estimate,
  ...(code === '' ? {} : { code }),
})

export const demoRequests: readonly DemoRequest[] = [
  {
    by: 2,
    daysAgo: 29,
    needInDays: 12,
    fields: { title: 'Cadeiras ergonômicas para o atendimento', costCentre: 'Atendimento', category: 'Mobiliário' },
    why: 'Seis cadeiras estão sem regulagem; a medicina do trabalho pediu a troca.',
    items: [item('Cadeira ergonômica com apoio lombar', '6', 'un', 1_190_00, 'MOB-014')],
    ends: 'approved',
    comments: [{ by: 3, text: 'A entrega precisa ser depois das 18 h, por causa do atendimento.' }],
  },
  {
    by: 6,
    daysAgo: 27,
    needInDays: 20,
    fields: {
      title: 'Notebooks para os novos vendedores',
      costCentre: 'Comercial',
      category: 'Equipamentos',
      priority: 'high',
    },
    why: 'Quatro contratações confirmadas para o mês que vem.',
    items: [
      item('Notebook 14" 16 GB 512 GB', '4', 'un', 5_480_00, 'TI-220'),
      item('Mochila para notebook', '4', 'un', 189_90),
      item('Mouse sem fio', '4', 'un', 79_90),
    ],
    ends: 'approved',
  },
  {
    by: 2,
    daysAgo: 24,
    needInDays: 30,
    fields: {
      title: 'Empilhadeira elétrica 1,6 t',
      costCentre: 'Logística',
      category: 'Equipamentos',
      place: 'CD Betim',
    },
    why: 'A locação custa R$ 3.900 por mês; a compra se paga em dezesseis meses.',
    items: [
      item('Empilhadeira elétrica contrabalançada 1,6 t', '1', 'un', 61_900_00, 'LOG-003'),
      item('Carregador de bateria 48 V', '1', 'un', 4_350_00),
    ],
    ends: 'approved',
    comments: [{ by: 5, text: 'Com três orçamentos anexados fica mais fácil decidir.' }],
  },
  {
    by: 1,
    daysAgo: 21,
    needInDays: 7,
    fields: { title: 'Brindes de fim de ano', costCentre: 'Marketing', category: 'Serviços' },
    why: 'Lista de 120 clientes ativos.',
    items: [item('Kit com caderno e caneta personalizados', '120', 'un', 46_50)],
    ends: 'rejected',
    reason: 'Este ano a verba de brindes foi para o evento de parceiros.',
  },
  {
    by: 6,
    daysAgo: 18,
    needInDays: 10,
    fields: { title: 'Licenças do editor de propostas', costCentre: 'Comercial', category: 'Software' },
    why: 'As licenças atuais vencem no dia 30.',
    items: [item('Licença anual por usuário', '9', 'un', 540_00, 'SW-101')],
    ends: 'approved',
  },
  {
    by: 2,
    daysAgo: 15,
    needInDays: 15,
    fields: { title: 'Reforma da sala de reuniões', costCentre: 'Administrativo', category: 'Serviços' },
    why: 'Isolamento acústico e elétrica; hoje não dá para usar durante chamadas.',
    items: [
      item('Painel acústico 60 × 60', '48', 'un', 118_00),
      item('Mão de obra, instalação', '3,5', 'dia', 780_00),
      item('Tomadas e fiação', '1', 'vb', 1_460_00),
    ],
    ends: 'returned',
    reason: 'Falta o orçamento da mão de obra. Anexe e envie de novo, por favor.',
  },
  {
    by: 0,
    daysAgo: 12,
    needInDays: 25,
    fields: { title: 'Servidor de cópias de segurança', costCentre: 'TI', category: 'Equipamentos', priority: 'high' },
    why: 'O equipamento atual está com 93 % de uso e fora da garantia.',
    items: [
      item('Servidor com 8 baias', '1', 'un', 38_700_00, 'TI-310'),
      item('Disco 8 TB', '8', 'un', 1_890_00, 'TI-312'),
    ],
    ends: 'pending3',
  },
  {
    by: 6,
    daysAgo: 10,
    needInDays: 8,
    fields: { title: 'Passagens para a feira em Goiânia', costCentre: 'Comercial', category: 'Viagens' },
    why: 'Duas pessoas, três diárias.',
    items: [item('Passagem ida e volta', '2', 'un', 940_00), item('Diária de hotel', '6', 'un', 310_00)],
    ends: 'cancelled',
    reason: 'A feira foi adiada.',
  },
  {
    by: 2,
    daysAgo: 8,
    needInDays: 14,
    fields: {
      title: 'Pneus para a frota de entregas',
      costCentre: 'Logística',
      category: 'Manutenção',
      place: 'CD Betim',
    },
    why: 'Revisão dos 40 mil km apontou desgaste em cinco veículos.',
    items: [
      item('Pneu 195/75 R16C', '20', 'un', 689_00, 'FRO-044'),
      item('Alinhamento e balanceamento', '5', 'un', 160_00),
    ],
    ends: 'pending2',
    comments: [{ by: 4, text: 'Dá para comprar em dois lotes?' }],
  },
  {
    by: 1,
    daysAgo: 6,
    needInDays: 18,
    fields: { title: 'Treinamento de atendimento', costCentre: 'Atendimento', category: 'Serviços' },
    why: 'Turma de doze pessoas, dois sábados.',
    items: [item('Curso de 16 horas, turma fechada', '1', 'un', 12_600_00)],
    ends: 'pending2',
  },
  {
    by: 6,
    daysAgo: 5,
    needInDays: 6,
    fields: { title: 'Material de escritório do trimestre', costCentre: 'Administrativo', category: 'Consumo' },
    why: 'Reposição do almoxarifado.',
    items: [
      item('Papel A4, caixa com 10 resmas', '6', 'cx', 259_00, 'CON-001'),
      item('Toner preto', '4', 'un', 389_00, 'CON-017'),
      item('Caneta azul, caixa com 50', '3', 'cx', 42_90),
    ],
    ends: 'pending1',
  },
  {
    by: 2,
    daysAgo: 3,
    needInDays: 9,
    fields: {
      title: 'Coletores de dados para o inventário',
      costCentre: 'Logística',
      category: 'Equipamentos',
      priority: 'urgent',
    },
    why: 'O inventário é no dia 12 e dois coletores pararam.',
    items: [item('Coletor de dados com leitor 2D', '2', 'un', 3_150_00, 'LOG-021')],
    ends: 'pending1',
  },
  {
    by: 1,
    daysAgo: 2,
    needInDays: 11,
    fields: { title: 'Ar-condicionado da recepção', costCentre: 'Administrativo', category: 'Equipamentos' },
    why: 'O conserto custa mais do que um aparelho novo.',
    items: [item('Split inverter 18.000 BTU', '1', 'un', 3_890_00), item('Instalação', '1', 'un', 850_00)],
    ends: 'pending1',
  },
  {
    by: 2,
    daysAgo: 1,
    needInDays: 21,
    fields: { title: 'Uniformes da equipe de entregas', costCentre: 'Logística', category: 'Consumo' },
    why: '',
    items: [item('Camisa polo bordada', '30', 'un', 58_00), item('Calça de brim', '30', 'un', 74_00)],
    ends: 'draft',
  },
]
