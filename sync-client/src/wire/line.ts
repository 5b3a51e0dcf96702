/** One open way to the server that carries frames in both directions, in order, until it closes. */
export interface Line {
  send(frame: Uint8Array): void
  /** No event follows. */
  close(): void
  /** Closing this line does not end its sessions at the server: they must be closed one by one (a borrowed line). */
  readonly shared: boolean
}

export interface LineEvents {
  readonly onOpen: () => void
  readonly onFrame: (frame: Uint8Array) => void
  /** Once, also when it never opened. `reason`: the server's word, or empty. */
  readonly onClose: (reason: string) => void
}

/** Begins to open a line; never throws. */
export type OpenLine = (events: LineEvents) => Line

/** The plain way: a WebSocket of one's own. */
export function webSocketLine(Socket: typeof WebSocket, url: string): OpenLine {
  return (events) => {
    let socket: WebSocket | null = null
    const closed = (event: CloseEvent): void => {
      if (!socket) return
      socket = null
      events.onClose(event.reason)
    }
    try {
      socket = new Socket(url)
    } catch {
      // An address the platform refuses to open is a line that never opens; the caller backs off and tries again.
      setTimeout(() => events.onClose(''), 0)
      return { send: () => undefined, close: () => undefined, shared: false }
    }
    socket.binaryType = 'arraybuffer'
    socket.onopen = () => {
      if (socket) events.onOpen()
    }
    socket.onmessage = (event: MessageEvent<unknown>) => {
      if (socket && event.data instanceof ArrayBuffer) events.onFrame(new Uint8Array(event.data))
    }
    socket.onclose = closed
    socket.onerror = () => undefined
    return {
      send: (frame) => {
        if (socket?.readyState === Socket.OPEN) socket.send(frame as Uint8Array<ArrayBuffer>)
      },
      close: () => {
        const closing = socket
        socket = null
        closing?.close()
      },
      shared: false,
    }
  }
}
