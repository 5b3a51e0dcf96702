import { clsx } from 'clsx'
import {
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type FocusEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
} from 'react'
import { createPortal } from 'react-dom'
import { Kbd } from './kbd.tsx'
import { placeBeside, type Side } from './place.ts'
import { withProps } from './trigger.ts'

export interface TooltipProps {
  readonly label: ReactNode
  /** Keys to show behind the label, as for `Kbd`. */
  readonly shortcut?: string
  readonly side?: Side
  /** One element; it keeps its own accessible name. */
  readonly trigger: ReactElement
}

const delayMs = 500
/** Within this time after one tooltip the next comes at once. */
const skipDelayMs = 200
/** Long enough to move the pointer onto the tooltip itself. */
const lingerMs = 100

/** One at a time: what puts the shown one away, and when that last happened. */
let current: (() => void) | null = null
let lastHiddenAtMs = -skipDelayMs

/** A hint for pointers and keyboards. Never the only place where something is said: fingers do not hover. */
export function Tooltip({ label, shortcut, side = 'bottom', trigger }: TooltipProps) {
  const id = useId()
  const { anchor, show, hide, linger } = useShown()
  return (
    <>
      {withProps(trigger, {
        'aria-describedby': anchor === null ? undefined : id,
        onPointerEnter(event: PointerEvent<HTMLElement>) {
          if (event.pointerType !== 'touch') show(event.currentTarget)
        },
        onPointerLeave: linger,
        onPointerDown: hide,
        onClick: hide,
        onFocus(event: FocusEvent<HTMLElement>) {
          if (event.currentTarget.matches(':focus-visible')) show(event.currentTarget, 0)
        },
        onBlur: hide,
      })}
      {anchor === null ? null : (
        <Bubble id={id} anchor={anchor} side={side} onEnter={() => show(anchor, 0)} onLeave={linger} onGone={hide}>
          {label}
          {shortcut === undefined ? null : <Kbd keys={shortcut} inverted />}
        </Bubble>
      )}
    </>
  )
}

/** The element the tooltip is shown at, or null; and what shows it after a moment, puts it away at once or after a moment. */
function useShown() {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [moves] = useState(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const hide = () => {
      clearTimeout(timer)
      if (current !== hide) return
      current = null
      lastHiddenAtMs = performance.now()
      setAnchor(null)
    }
    const open = (element: HTMLElement) => {
      if (current !== hide) current?.()
      current = hide
      setAnchor(element)
    }
    const show = (element: HTMLElement, waitMs = performance.now() - lastHiddenAtMs < skipDelayMs ? 0 : delayMs) => {
      clearTimeout(timer)
      if (waitMs === 0) open(element)
      else timer = setTimeout(() => open(element), waitMs)
    }
    const linger = () => {
      clearTimeout(timer)
      timer = setTimeout(hide, lingerMs)
    }
    return { show, hide, linger }
  })
  useEffect(() => moves.hide, [moves])
  return { anchor, ...moves }
}

interface BubbleProps {
  readonly id: string
  readonly anchor: HTMLElement
  readonly side: Side
  readonly onEnter: () => void
  readonly onLeave: () => void
  /** Esc, scrolling, or the element is no longer there. */
  readonly onGone: () => void
  readonly children: ReactNode
}

function Bubble({ id, anchor, side, onEnter, onLeave, onGone, children }: BubbleProps) {
  const bubble = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState<{ readonly left: number; readonly top: number } | null>(null)
  useLayoutEffect(() => {
    const box = bubble.current?.getBoundingClientRect()
    if (!box) return
    const screen = { width: document.documentElement.clientWidth, height: document.documentElement.clientHeight }
    setPlace(placeBeside(anchor.getBoundingClientRect(), box, screen, side))
  }, [anchor, side, children])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => (event.key === 'Escape' ? onGone() : undefined)
    document.addEventListener('keydown', onKey, true)
    document.addEventListener('scroll', onGone, true)
    return () => {
      document.removeEventListener('keydown', onKey, true)
      document.removeEventListener('scroll', onGone, true)
    }
  }, [onGone])
  return createPortal(
    <div
      ref={bubble}
      id={id}
      role="tooltip"
      onPointerEnter={onEnter}
      onPointerLeave={onLeave}
      style={place ?? { left: 0, top: 0 }}
      className={clsx(
        'motion-fade fixed z-50 flex max-w-72 items-center gap-2 rounded-md bg-toast px-2 py-1 text-sm text-on-toast shadow-2',
        place === null && 'invisible',
      )}
    >
      {children}
    </div>,
    document.body,
  )
}
