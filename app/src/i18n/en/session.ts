import type { session as source } from '../pt-BR/session.ts'
import type { Translation } from '../translation.ts'

export const session: Translation<typeof source> = {
  title: 'Sign in to Mutirão',
  lead: 'The team’s pipeline, with everybody editing at once. It works without internet.',
  email: 'E-mail',
  password: 'Password',
  signIn: 'Sign in',
  signingIn: 'Signing in…',
  demo: {
    title: 'Try it as somebody of the team',
    text: 'Demonstration data. Open two windows as different people and watch both edit together.',
    enterAs: 'Sign in as',
  },
  offline: 'The server cannot be reached. Signing in for the first time on this device needs internet.',
  ended: 'Your session ended. Sign in again: the changes on this device are still kept and will be sent.',
  wrong: 'Wrong e-mail or password.',
  phone: 'This address is entered by its QR code. Ask for a new code on the computer (Open on a phone) and scan it.',
  required: 'Fill in this field.',
  unknown: 'Signing in is not possible right now. Try again in a moment.',
  noWorkspace: 'This account does not belong to any workspace yet. Ask an administrator for an invitation.',
  waitSeconds_one: 'Too many attempts. Wait {{count}} second and try again.',
  waitSeconds_other: 'Too many attempts. Wait {{count}} seconds and try again.',
  needsSetup: 'This server has no administrator yet. Open the one-time address it printed when it started.',
  setup: {
    title: 'Let’s begin',
    lead: 'Create your administrator account and the team’s workspace.',
    name: 'Your name',
    workspace: 'Name of the workspace',
    workspaceHint: 'Usually the name of the company.',
    passwordHint: 'At least 8 characters.',
    passwordShort: 'Use at least 8 characters.',
    create: 'Create and sign in',
    noToken: 'The one-time code is missing in the address. Open the whole link the server printed when it started.',
    usedToken: 'This link was already used or is no longer valid. If the account exists, sign in with it.',
    toSignIn: 'Go to sign-in',
  },
}
