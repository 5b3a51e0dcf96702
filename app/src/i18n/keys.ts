/** Keys, variables and plural forms of the dictionary, for the compiler: `t('board:selected', { count })`. */
import type { ptBR } from './pt-BR/index.ts'

export type Dictionary = typeof ptBR
export type Area = keyof Dictionary
/** One area, or several: keys without a prefix are the first one's. */
export type Areas = Area | readonly [Area, ...Area[]]

type PluralForm = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other'
/** `{a: {b_one: 'x', b_other: '{{count}} y'}}` → `['a.b', 'x'] | ['a.b', '{{count}} y']`. What has plural forms needs a count. */
type Entries<T, Prefix extends string = ''> = {
  [Key in keyof T & string]: T[Key] extends string
    ? Key extends `${infer Name}_${PluralForm}`
      ? readonly [`${Prefix}${Name}`, T[Key] | '{{count}}']
      : readonly [`${Prefix}${Key}`, T[Key]]
    : Entries<T[Key], `${Prefix}${Key}.`>
}[keyof T & string]

type OfArea<Name extends Area> = Entries<Dictionary[Name]>
type Prefixed<Name extends Area> = Name extends Area
  ? OfArea<Name> extends infer Entry
    ? Entry extends readonly [infer Key extends string, infer Text]
      ? readonly [`${Name}:${Key}`, Text]
      : never
    : never
  : never

type ListOf<A extends Areas> = A extends Area ? readonly [A] : A
type EntriesOf<List> = List extends readonly [infer First extends Area, ...unknown[]]
  ? OfArea<First> | Prefixed<Extract<List[number], Area>>
  : never

type Variables<Text> = Text extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Variables<Rest> : never
type Values<Names extends string> = [Names] extends [never]
  ? [values?: Readonly<Record<string, unknown>>]
  : [values: Readonly<Record<Names, unknown>> & Readonly<Record<string, unknown>>]

/** Words for a key. Says what the sentence fills in and will not compile without it. */
export type Translate<A extends Areas> = <Key extends EntriesOf<ListOf<A>>[0]>(
  key: Key,
  ...values: Values<Variables<Extract<EntriesOf<ListOf<A>>, readonly [Key, unknown]>[1]>>
) => string
