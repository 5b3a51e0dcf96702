import { readNotificationPreferences } from '@mutirao/documents'
import type { Notifications } from '@mutirao/persistence'
import { createTransport } from 'nodemailer'
import { pino } from 'pino'
import { startMailer } from '../mail/mailer.ts'
import type { Mailer } from '../mail/mailer.ts'

/** A mailer over a real mail server for people without wishes, who all live at one address. */
export function startTestMailer(notifications: Notifications, smtpUrl: string, address: string): Mailer {
  return startMailer({
    notifications,
    transport: createTransport(smtpUrl),
    from: 'Mutirão <avisos@empresa.com.br>',
    domain: 'empresa.com.br',
    links: () =>
      Promise.resolve({
        page: () => 'https://example.org/',
        approve: () => null,
        isOver: () => false,
        nameOf: (id) => id,
        list: 'https://example.org/avisos',
      }),
    preferencesOf: () => Promise.resolve(readNotificationPreferences(undefined)),
    addressOf: () => Promise.resolve(address),
    log: pino({ level: 'silent' }),
  })
}
