/** The vocabulary of the demo board. People and companies are invented. */
export const businesses = [
  'Metalúrgica',
  'Transportes',
  'Laticínios',
  'Clínica',
  'Construtora',
  'Distribuidora',
  'Cooperativa',
  'Mercearia',
  'Gráfica',
  'Móveis',
  'Confecções',
  'Colégio',
  'Pousada',
  'Agropecuária',
  'Cerâmica',
  'Autopeças',
  'Papelaria',
  'Ótica',
  'Vidraçaria',
  'Viveiro',
] as const

export const places = [
  'Pedra Clara',
  'Serra do Cambuci',
  'Rio Sereno',
  'Campo Novo do Ipê',
  'Flor de Jurema',
  'Três Veredas',
  'Barra Mansinha',
  'Lagoa do Jatobá',
  'Alto da Figueira',
  'Vale Orvalho',
  'Ponta Caiçara',
  'Monte Pitanga',
  'Morro do Sabiá',
  'Nova Caiena do Sul',
  'Aldeia Velha',
  'Ribeirão Doce',
  'Porteira Azul',
  'Chapada Serena',
] as const

/** `{n}` becomes a number; typical value in whole reais. */
export const deals: readonly { readonly title: string; readonly reais: number }[] = [
  { title: 'Migração do ERP — {n} filiais', reais: 140_000 },
  { title: 'Contrato de manutenção anual', reais: 60_000 },
  { title: 'Licenças para {n} usuários', reais: 24_000 },
  { title: 'Consultoria tributária', reais: 19_000 },
  { title: 'Piloto de sensores no galpão', reais: 72_000 },
  { title: 'Renovação com módulo fiscal', reais: 95_000 },
  { title: 'Portal de fornecedores', reais: 54_000 },
  { title: 'Integração com emissor de notas', reais: 44_000 },
  { title: 'Treinamento das equipes', reais: 28_000 },
  { title: 'Compras centralizadas', reais: 310_000 },
  { title: 'Rastreamento de {n} veículos', reais: 205_000 },
  { title: 'Automação do almoxarifado', reais: 118_000 },
  { title: 'Painel de indicadores', reais: 36_000 },
  { title: 'Suporte em turno estendido', reais: 48_000 },
  { title: 'Aplicativo da equipe de campo', reais: 87_000 },
  { title: 'Revisão de contratos', reais: 16_500 },
  { title: 'Digitalização do arquivo', reais: 31_000 },
  { title: 'Central de atendimento', reais: 132_000 },
  { title: 'Cópia de segurança em nuvem', reais: 21_000 },
  { title: 'Assinatura eletrônica', reais: 12_800 },
  { title: 'Controle de ponto — {n} unidades', reais: 39_000 },
  { title: 'Catálogo eletrônico', reais: 26_000 },
  { title: 'Loja virtual para revendas', reais: 98_000 },
  { title: 'Gestão da qualidade', reais: 57_000 },
  { title: 'Roteirização de entregas', reais: 76_000 },
  { title: 'Troca dos coletores de dados', reais: 64_000 },
]

export const firstNames = [
  'Rita',
  'Otávio',
  'Lúcia',
  'Anselmo',
  'Priscila',
  'Jonas',
  'Marlene',
  'Caio',
  'Débora',
  'Iuri',
  'Noemi',
  'Valter',
  'Sílvia',
  'Édson',
  'Tainá',
  'Raul',
] as const

export const surnames = [
  'Cardim',
  'Valadão',
  'Quirino',
  'Serpa',
  'Toledano',
  'Brandini',
  'Mourato',
  'Peixe',
  'Lacerdino',
  'Avelã',
  'Carpes',
  'Fontoura Reis',
] as const

export const labels = ['Indicação', 'Licitação', 'Cliente atual', 'Piloto', 'Urgente', 'Parceiro'] as const
export const sources = ['Indicação', 'Site', 'Feira', 'Prospecção ativa', 'Parceiro'] as const

export const activities = [
  'Ligar para confirmar o escopo',
  'Enviar proposta revisada',
  'Agendar demonstração',
  'Cobrar retorno do jurídico',
  'Visitar a unidade',
  'Levantar quantidades com a operação',
  'Alinhar prazo de implantação',
] as const

export const lostReasons = [
  'Preço acima do orçamento aprovado.',
  'Preferiram continuar com o fornecedor atual.',
  'Projeto adiado para o próximo ano.',
  'Não atendemos ao prazo de implantação.',
] as const

export const notes: readonly (readonly string[])[] = [
  [
    'Reunião com a diretoria: querem começar por uma unidade e medir por três meses.',
    'O orçamento sai do centro de custo de TI; a decisão é da diretora financeira.',
  ],
  ['Contrato atual vence em noventa dias. Pediram comparação com o fornecedor de hoje.'],
  [
    'Levantamento feito na visita:',
    '— 42 estações, 6 impressoras fiscais, 2 servidores antigos.',
    '— A internet cai quase todo dia: tem que funcionar sem rede.',
  ],
  ['Quem decide é o conselho, que se reúne na primeira terça do mês.'],
  ['Pediram desconto para pagamento à vista. Podemos chegar a 6 % sem falar com a gerência.'],
  ['Exigem nota por etapa e aceite formal. Incluir no cronograma.'],
]

export const comments = [
  'Falei hoje por telefone, gostaram da proposta.',
  'Mandei a planilha com as quantidades revisadas.',
  'Atenção: o prazo deles é antes do recesso.',
  'Alguém consegue me acompanhar na visita de quinta?',
  'Jurídico aprovou a minuta com duas ressalvas.',
  'Combinei retorno para a próxima semana.',
  'Concorrente ofereceu prazo menor. Vamos conversar sobre isso.',
] as const

/** `{quem}` becomes the name of a colleague. */
export const mentions = [
  '@{quem}, consegue confirmar o prazo com o cliente?',
  '@{quem} o financeiro pediu a proposta em PDF.',
  'Vale envolver a diretoria aqui, @{quem}?',
  '@{quem}, deixei o resumo da visita nas notas.',
  'Preço revisado, @{quem}. Pode enviar.',
] as const

export const tasks = [
  'Confirmar quantidades',
  'Enviar minuta do contrato',
  'Reservar sala para a demonstração',
  'Pedir referência comercial',
  'Calcular frete',
] as const

/** By the area code of their telephones. */
export const cities = [
  { area: '11', city: 'São Paulo, SP' },
  { area: '19', city: 'Campinas, SP' },
  { area: '31', city: 'Belo Horizonte, MG' },
  { area: '41', city: 'Curitiba, PR' },
  { area: '48', city: 'Florianópolis, SC' },
  { area: '51', city: 'Porto Alegre, RS' },
  { area: '62', city: 'Goiânia, GO' },
  { area: '71', city: 'Salvador, BA' },
  { area: '81', city: 'Recife, PE' },
] as const

export const roles = ['Compras', 'Diretoria', 'Financeiro', 'Tecnologia', 'Operações', 'Jurídico'] as const
