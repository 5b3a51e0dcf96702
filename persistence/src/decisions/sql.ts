export const millis = (column: string): string => `floor(extract(epoch from ${column}) * 1000)::float8`

/** For columns of type `json`, which keeps what people type as it is; undefined is SQL's null. */
export const textJson = (value: unknown): string | null =>
  value === undefined || value === null ? null : JSON.stringify(value)
