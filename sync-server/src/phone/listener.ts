/** The second listener: on one address of the local network, for an hour, for who was let in. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { MutiraoError, fault } from '@mutirao/documents'
import { errorBody } from '../http/errors.ts'
import { onSameNetwork, type NetworkAddress } from './addresses.ts'
import { mayPass } from './gate.ts'

/** Phones of one household or desk, several connections each. */
const maxConnections = 64
const headersTimeoutMs = 10_000

/** Where what passes goes: the same routes and the same sync as on this machine. */
export interface Inside {
  request(request: IncomingMessage, response: ServerResponse): void
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
}

export interface Listener {
  /** `192.168.0.7:41234`: what the link says and what `Host` must say. */
  readonly host: string
  /** This address has redeemed a ticket: its calls are heard from now on. */
  admit(remote: string): void
  /** Ends every connection. Never rejects. */
  close(): Promise<void>
}

/** @throws Error of `node:net` when the address cannot be listened on */
export async function openListener(at: NetworkAddress, inside: Inside): Promise<Listener> {
  const admitted = new Set<string>()
  const connections = new Set<Duplex>()
  let host = ''
  const passes = (request: IncomingMessage): boolean => {
    const { method = '', url = '', headers, socket } = request
    return mayPass({ method, url, host: headers.host }, host, admitted.has(socket.remoteAddress ?? ''))
  }
  const server = createServer({ headersTimeout: headersTimeoutMs }, (request, response) => {
    if (passes(request)) inside.request(request, response)
    else refuse(response)
  })
  server.maxConnections = maxConnections
  server.on('connection', (socket) => {
    if (!onSameNetwork(socket.remoteAddress ?? '', at)) return void socket.destroy()
    connections.add(socket)
    socket.on('close', () => connections.delete(socket))
  })
  server.on('upgrade', (request, socket: Duplex, head) => {
    if (passes(request)) return inside.upgrade(request, socket, head)
    socket.on('error', () => socket.destroy())
    return socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
  })
  server.on('clientError', (_error, socket) => socket.destroy())
  await listen(server, at.address)
  host = `${at.address}:${(server.address() as AddressInfo).port}`
  return {
    host,
    admit: (remote) => void admitted.add(remote),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        if (fault('PHO-6')) return
        for (const socket of connections) socket.destroy()
      }),
  }
}

function listen(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: address, port: 0 }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/** In the one form of all errors; says nothing of what is behind. */
function refuse(response: ServerResponse): void {
  const body = JSON.stringify(errorBody(new MutiraoError('forbidden'), 'ptBR'))
  response.writeHead(403, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'close',
  })
  response.end(body)
}
