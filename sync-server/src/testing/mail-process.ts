/**
 * The mailer as a process of its own, to be killed: `node mail-process.ts <url> <smtp url> <address>`. It sends what is due to
 * that address, prints `taken` when the mail server has taken a letter, and does nothing more: the letter is out, the row is not marked.
 */
import { writeSync } from 'node:fs'
import { setFaults } from '@mutirao/documents'
import { createNotifications, openDatabase } from '@mutirao/persistence'
import { startTestMailer } from './test-mailer.ts'

setFaults((process.env['MUTIRAO_FAULT'] ?? '').split(','))
const [url = '', smtpUrl = '', address = ''] = process.argv.slice(2)
const notifications = createNotifications(openDatabase(url))
const sent = (): never => {
  writeSync(1, 'taken\n')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  throw new Error('killed before')
}
await startTestMailer({ ...notifications, sent }, smtpUrl, address).run()
