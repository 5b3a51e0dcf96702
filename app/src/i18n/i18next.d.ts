import 'i18next'
import type { ptBR } from './pt-BR/index.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    readonly defaultNS: 'common'
    readonly resources: typeof ptBR
  }
}
