import { describe, expect, it } from 'vitest'
import { placeBeside } from './place.ts'

const screen = { width: 400, height: 300 }
const panel = { width: 100, height: 20 }
const at = (left: number, top: number) => ({ left, top, width: 30, height: 30 })

describe('a panel beside an element', () => {
  it('[DSN-1] stands in the middle of the side asked for, on the other where there is no room', () => {
    expect(placeBeside(at(200, 100), panel, screen, 'bottom')).toEqual({ left: 165, top: 136 })
    expect(placeBeside(at(200, 265), panel, screen, 'bottom')).toEqual({ left: 165, top: 239 })
    expect(placeBeside(at(200, 100), panel, screen, 'right')).toEqual({ left: 236, top: 105 })
    expect(placeBeside(at(300, 100), panel, screen, 'right')).toEqual({ left: 194, top: 105 })
  })

  it('[DSN-1] never leaves the screen', () => {
    expect(placeBeside(at(0, 100), panel, screen, 'bottom').left).toBe(8)
    expect(placeBeside(at(380, 100), panel, screen, 'bottom').left).toBe(292)
  })
})
