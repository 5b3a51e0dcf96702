import { fault } from '@mutirao/documents/faults'
export type Side = 'top' | 'right' | 'bottom' | 'left'

interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}
type Size = Pick<Box, 'width' | 'height'>

/** Pixels between the two, and between a panel and the edge of the screen. */
const gap = 6
const edge = 8

const opposite = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' } as const satisfies Record<Side, Side>
const within = (value: number, size: number, room: number) => Math.max(edge, Math.min(value, room - edge - size))

/** Where a panel stands beside an element: on the side asked for, on the other when there is no room, and never off the screen. */
export function placeBeside(anchor: Box, panel: Size, screen: Size, side: Side): Pick<Box, 'left' | 'top'> {
  const at = {
    top: anchor.top - gap - panel.height,
    bottom: anchor.top + anchor.height + gap,
    left: anchor.left - gap - panel.width,
    right: anchor.left + anchor.width + gap,
  }
  const fits = {
    top: at.top >= edge,
    bottom: at.bottom + panel.height <= screen.height - edge,
    left: at.left >= edge,
    right: at.right + panel.width <= screen.width - edge,
  }
  const taken = fits[side] || !fits[opposite[side]] || fault('DSN-1') ? side : opposite[side]
  if (taken === 'top' || taken === 'bottom')
    return { left: within(anchor.left + anchor.width / 2 - panel.width / 2, panel.width, screen.width), top: at[taken] }
  return {
    left: at[taken],
    top: within(anchor.top + anchor.height / 2 - panel.height / 2, panel.height, screen.height),
  }
}
