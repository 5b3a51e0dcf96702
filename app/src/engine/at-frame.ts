import { callAll, fault } from '@mutirao/documents'

/**
 * One edit is on the screen in the turn in which it is made. Many at once (an import, an undo of one, what a colleague's import
 * sends) are seen with the next frame: the turn that works them in does not render too, and what two turns of one frame
 * changed is rendered once. No paint is later for it: frames begin before they are painted.
 */
export interface Frames {
  /** From now until the next frame listeners wait. */
  readonly begin: () => void
  /** The listener as it is to be subscribed, and how to leave: what still waits is then dropped. */
  readonly follow: (listener: () => void, subscribe: (later: () => void) => () => void) => () => void
}

/** @param schedule runs its argument at the beginning of the next frame */
export function createFrames(schedule: (run: () => void) => void): Frames {
  const waiting = new Set<() => void>()
  let many = false
  const flush = () => {
    many = false
    const now = [...waiting]
    waiting.clear()
    callAll(
      now.map((listener) => () => listener()),
      undefined,
    )
  }
  return {
    begin() {
      if (many || fault('APP-49')) return
      many = true
      schedule(flush)
    },
    follow(listener, subscribe) {
      // A wrapper of its own: the same function may follow two things and leave one.
      const own = () => listener()
      const stop = subscribe(() => {
        if (many) waiting.add(own)
        else own()
      })
      return () => {
        waiting.delete(own)
        stop()
      }
    },
  }
}

/** A hidden tab has no frames; what waits must not wait for somebody to come back. */
const hiddenMs = 100

function nextFrame(run: () => void): void {
  if (typeof requestAnimationFrame === 'undefined') return void setTimeout(run, 0)
  const once = () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    run()
  }
  const frame = requestAnimationFrame(once)
  const timer = setTimeout(once, hiddenMs)
}

export const frames: Frames = createFrames(nextFrame)

/** A transaction with more changed keys than a person's own edit has. */
export const manyKeys = 24
