/** Which Chromium tests and measurements drive. One list, so that all of them look at the same browser. */
import { existsSync } from 'node:fs'

/** The shell renders pages as the browser does but draws no window of its own; two of them then fit on two cores. */
const known = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

/** Path of a Chromium that Playwright did not bring itself, or undefined. */
export const systemChromium = (): string | undefined => known.find((path) => existsSync(path))
