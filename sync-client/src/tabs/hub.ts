import { fault, parseName, type DocumentName } from '@mutirao/documents'
import * as decoding from 'lib0/decoding'
import type { Line, LineEvents, OpenLine } from '../wire/line.ts'
import { closeFrame } from '../wire/frames.ts'
import type { TabChannel } from '../types.ts'

/** What tabs say to each other. `to`: one tab; absent: all. */
type TabMessage =
  | { readonly type: 'want-line'; readonly from: string }
  | { readonly type: 'line-open'; readonly to?: string; readonly from: string }
  /** The leader lives and has no line at present. */
  | { readonly type: 'line-waits'; readonly to: string; readonly from: string }
  | { readonly type: 'line-closed'; readonly from: string }
  | { readonly type: 'up'; readonly from: string; readonly frame: Uint8Array }
  | { readonly type: 'down'; readonly to?: string; readonly from: string; readonly frame: Uint8Array }
  | { readonly type: 'edit'; readonly from: string; readonly name: string; readonly update: Uint8Array }

export interface TabHub {
  /** This tab's way to the server: its own socket when it leads, the leader's otherwise. */
  readonly openLine: OpenLine
  shareEdit(name: DocumentName, update: Uint8Array): void
  leads(): boolean
  /** Gives the lead back (this tab's network is switched off); `compete` queues for it again. */
  yieldLead(): void
  compete(): void
  close(): void
}

export interface TabHubOptions {
  readonly channel: TabChannel
  readonly openSocket: OpenLine
  readonly onEdit: (name: DocumentName, update: Uint8Array) => void
  /** The way to the server may be another one now: try it at once. */
  readonly onWayChanged: () => void
  /** This tab leads, and another one is gone, or may be: what that one had not sent stands on the device. */
  readonly onTabGone: () => void
  /** A leader silent for so long is frozen: this tab takes the lead, if somebody looks at it. */
  readonly leaderAnswersInMs: number
  readonly hidden: () => boolean
}

/** This tab's present line, whatever it runs over. */
interface OwnLine {
  readonly events: LineEvents
  open: boolean
}

/**
 * Many tabs, one socket. Only the socket is led: every tab keeps its own documents, its own sessions and its own ledger,
 * and the leader merely passes frames on. So a follower's "saved" rests on the server's answer to its own frames, by the
 * very same rule as a tab that is alone.
 *
 * A session id begins with the id of the tab it belongs to; that is all the leader needs to route an answer.
 */
export function createTabHub(options: TabHubOptions): TabHub {
  const { channel } = options
  const me = channel.tabId
  const post = (message: TabMessage): void => channel.post(message)
  const socket = createLeaderSocket(options, () => own)
  let own: OwnLine | null = null
  let leading = false
  let competing: (() => void) | null = null
  let patience: ReturnType<typeof setTimeout> | null = null

  const endOwn = (reason: string): void => {
    const ended = own
    own = null
    ended?.events.onClose(reason)
  }
  const beOpen = (): void => {
    calm()
    if (!own || own.open) return
    own.open = true
    own.events.onOpen()
  }
  const calm = (): void => {
    if (patience !== null) clearTimeout(patience)
    patience = null
  }

  const openLine: OpenLine = (events) => {
    const line: OwnLine = { events, open: false }
    own = line
    if (leading || fault('TAB-1')) return socket.open(line, () => (own = own === line ? null : own))
    post({ type: 'want-line', from: me })
    calm()
    patience = setTimeout(() => {
      if (own === line && !line.open && !options.hidden() && !fault('TAB-3')) compete(true)
    }, options.leaderAnswersInMs)
    return {
      send: (frame) => {
        if (own === line) post({ type: 'up', from: me, frame })
      },
      close: () => {
        if (own === line) own = null
      },
      shared: true,
    }
  }

  /** Everybody who ever spoke: whoever edits does, over whatever way it is sent. */
  const heard = new Set<string>()
  const watch = (tab: string): void => {
    if (heard.has(tab)) return
    heard.add(tab)
    channel.whenGone(tab, () => {
      if (leading && !fault('TAB-6')) options.onTabGone()
    })
  }

  const receiveAsLeader = (message: TabMessage): void => {
    if (message.type === 'want-line') {
      post({ type: socket.isOpen() ? 'line-open' : 'line-waits', to: message.from, from: me })
      if (!socket.isOpen()) options.onWayChanged()
    } else if (message.type === 'up') {
      socket.sendFor(message.from, message.frame)
    }
  }
  const receiveAsFollower = (message: TabMessage): void => {
    if ('to' in message && message.to !== undefined && message.to !== me) return
    if (message.type === 'line-open') beOpen()
    else if (message.type === 'line-waits') calm()
    else if (message.type === 'line-closed' && !fault('TAB-2')) endOwn('')
    else if (message.type === 'down' && own?.open) own.events.onFrame(message.frame)
  }
  const stopListening = channel.onMessage((message) => {
    if (!isTabMessage(message)) return
    watch(message.from)
    if (message.type === 'edit' && !fault('TAB-5')) {
      const parsed = parseName(message.name)
      if (parsed) options.onEdit(parsed.name, message.update)
    } else if (leading) receiveAsLeader(message)
    else receiveAsFollower(message)
  })

  const changeRole = (lead: boolean): void => {
    if (leading === lead) return
    leading = lead
    calm()
    socket.close()
    endOwn('')
    options.onWayChanged()
    // The one that led before may have died with what it had not sent.
    if (lead && heard.size > 0 && !fault('TAB-7')) options.onTabGone()
  }
  const compete = (steal = false): void => {
    competing?.()
    const onLost = (): void => {
      changeRole(false)
      compete()
    }
    competing = channel.lead({ onLead: () => changeRole(true), onLost }, steal)
  }
  const yieldLead = (): void => {
    competing?.()
    competing = null
    changeRole(false)
  }

  compete()
  return {
    openLine,
    shareEdit: (name, update) => post({ type: 'edit', from: me, name, update }),
    leads: () => leading,
    yieldLead,
    compete: () => {
      if (!competing) compete()
    },
    close: () => {
      yieldLead()
      calm()
      stopListening()
      channel.close()
    },
  }
}

/** The leader's socket: carries its own line and passes the frames of the others on. */
function createLeaderSocket(options: TabHubOptions, own: () => OwnLine | null) {
  const { channel } = options
  const me = channel.tabId
  const post = (message: TabMessage): void => channel.post(message)
  let socket: Line | null = null
  let isOpen = false
  /** Sessions of other tabs on this socket, to be closed when such a tab dies. */
  const guests = new Map<string, Set<string>>()

  const gone = (): void => {
    if (!socket) return
    socket = null
    isOpen = false
    guests.clear()
    post({ type: 'line-closed', from: me })
  }
  const pass = (frame: Uint8Array): void => {
    const tab = tabOf(frame)
    if (tab === null || tab === me) own()?.events.onFrame(frame)
    if (tab === null) post({ type: 'down', from: me, frame })
    else if (tab !== me) post({ type: 'down', to: tab, from: me, frame })
  }
  const sessionsOf = (tab: string): Set<string> => {
    const found = guests.get(tab)
    if (found) return found
    const sessions = new Set<string>()
    guests.set(tab, sessions)
    channel.whenGone(tab, () => {
      if (!fault('TAB-4') && guests.get(tab) === sessions) {
        guests.delete(tab)
        for (const address of sessions) socket?.send(closeFrame(address))
      }
    })
    return sessions
  }

  return {
    isOpen: () => isOpen,
    open: (line: OwnLine, forget: () => void): Line => {
      const opened = options.openSocket({
        onOpen: () => {
          isOpen = true
          line.open = true
          line.events.onOpen()
          post({ type: 'line-open', from: me })
        },
        onFrame: pass,
        onClose: (reason) => {
          gone()
          forget()
          line.events.onClose(reason)
        },
      })
      socket = opened
      return {
        send: (frame) => opened.send(frame),
        close: () => {
          forget()
          opened.close()
          if (socket === opened) gone()
        },
        shared: false,
      }
    },
    sendFor: (tab: string, frame: Uint8Array): void => {
      if (!isOpen) return
      sessionsOf(tab).add(addressOf(frame))
      socket?.send(frame)
    },
    close: (): void => {
      socket?.close()
      gone()
    },
  }
}

function addressOf(frame: Uint8Array): string {
  return decoding.readVarString(decoding.createDecoder(frame))
}

/** Whose session a frame belongs to; null: everybody's (a ping, or nothing we know). */
function tabOf(frame: Uint8Array): string | null {
  if (frame.length === 1) return null
  try {
    const [, session = ''] = addressOf(frame).split('\0')
    const dot = session.indexOf('.')
    return dot > 0 ? session.slice(0, dot) : null
  } catch {
    // Not a frame at all: the tab that reads it will drop the line.
    return null
  }
}

function isTabMessage(message: unknown): message is TabMessage {
  return typeof message === 'object' && message !== null && 'type' in message && 'from' in message
}
