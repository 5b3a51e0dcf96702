/**
 * What a translation of a pt-BR area must hold: the same keys with any words. Portuguese has the plural form `_many`
 * (um milhão de…), English has not.
 */
export type Translation<Source> = {
  readonly [Key in keyof Source as Key extends `${string}_many` ? never : Key]: Source[Key] extends string
    ? string
    : Translation<Source[Key]>
}
