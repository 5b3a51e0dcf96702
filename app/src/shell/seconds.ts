import { formatNumber } from '../i18n/index.ts'

/** `0,8`: short spans matter here, long ones do not. */
export const seconds = (ms: number): string => formatNumber(Math.max(0.1, Math.round(ms / 100) / 10))
