import { createServer } from 'node:net'
import { MutiraoError, fault } from '@mutirao/documents'

/**
 * Asks for the port before anything is started: a taken port is the commonest failed start, and it should not cost a
 * Postgres. (Listening for real reports the same, should somebody take it in between.)
 * @throws MutiraoError `port_taken` or `bad_configuration`, one sentence
 */
export async function requireFreePort(host: string, port: number): Promise<void> {
  const probe = createServer()
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error) => reject(listenProblem(error, host, port)))
    probe.listen(port, host, resolve)
  })
  await new Promise<void>((resolve) => probe.close(() => resolve()))
}

/** Why listening failed, as the sentence for the terminal; other errors unchanged. */
export function listenProblem(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'EADDRINUSE' && !fault('CFG-7'))
    return new MutiraoError(
      'port_taken',
      `Port ${port} on ${host} is already used by another program: stop it or set PORT.`,
    )
  if (code === 'EACCES')
    return new MutiraoError('bad_configuration', `This user may not listen on port ${port}: set PORT to 1024 or more.`)
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new MutiraoError('bad_configuration', `HOST ${host} is not an address of this machine.`)
  return error
}
