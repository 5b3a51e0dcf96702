/** What a hand does before and while it carries something: the same for cards and for whole stages. */

/** What is being carried. */
export interface Carried {
  readonly moveTo: (x: number, y: number) => void
  /** `drop`: let go where it is; otherwise it goes back. */
  readonly release: (drop: boolean) => void
}

export interface Gesture {
  /** True once the hand has gone far enough to mean it, in pixels from where it was pressed. */
  readonly isMeant: (xPx: number, yPx: number) => boolean
  /** Takes it up; the place is where the hand was pressed. */
  readonly lift: (x: number, y: number) => Carried
  /** It is over, however it ended. */
  readonly done: () => void
}

/** From the pressed button to its release. Esc and a window that loses the focus put back; the returned function does too. */
export function followMouse(down: PointerEvent, { isMeant, lift, done }: Gesture): () => void {
  let carried: Carried | null = null
  const listening = new AbortController()
  const stop = (drop: boolean) => {
    listening.abort()
    if (carried) swallowClick()
    carried?.release(drop)
    done()
  }
  const onMove = ({ clientX, clientY }: PointerEvent) => {
    if (isMeant(clientX - down.clientX, clientY - down.clientY)) carried ??= lift(down.clientX, down.clientY)
    carried?.moveTo(clientX, clientY)
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !carried) return
    event.preventDefault()
    event.stopPropagation()
    stop(false)
  }
  const { signal } = listening
  const onCancel = () => stop(false)
  window.addEventListener('pointermove', onMove, { signal })
  window.addEventListener('pointerup', () => stop(true), { signal })
  window.addEventListener('pointercancel', onCancel, { signal })
  window.addEventListener('blur', onCancel, { signal })
  window.addEventListener('keydown', onKey, { signal, capture: true })
  return onCancel
}

/** The click that ends a drag must not open what was dragged. */
function swallowClick(): void {
  const swallow = (event: Event) => {
    event.preventDefault()
    event.stopPropagation()
  }
  window.addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0)
}
