/** A bare relay: every frame to everybody else in the room, nothing decoded, nothing kept. The floor of what fan-out costs. */
import { WebSocketServer, type WebSocket } from 'ws'

const rooms = new Map<string, Set<WebSocket>>()
const server = new WebSocketServer({ port: Number(process.env['PORT']), host: '127.0.0.1', perMessageDeflate: false })
// y-websocket's wire: the joiner waits for a sync step 2 (empty update).
const emptyStep2 = Uint8Array.of(0, 1, 2, 0, 0)

server.on('connection', (socket, request) => {
  const name = request.url ?? '/'
  const room = rooms.get(name) ?? new Set<WebSocket>()
  rooms.set(name, room)
  room.add(socket)
  socket.on('message', (data: Buffer) => {
    if (data[0] === 0 && data[1] === 0) socket.send(emptyStep2)
    else for (const other of room) if (other !== socket) other.send(data)
  })
  socket.on('close', () => room.delete(socket))
})
server.on('listening', () => console.log('listening'))
