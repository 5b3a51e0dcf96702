import { describe, expect, it } from 'vitest'
import { createFrames } from './at-frame.ts'

function world() {
  let due: (() => void)[] = []
  const frames = createFrames((run) => void due.push(run))
  const sources: (() => void)[] = []
  const seen: string[] = []
  const follow = (name: string) =>
    frames.follow(
      () => void seen.push(name),
      (later) => {
        sources.push(later)
        return () => undefined
      },
    )
  const change = () => {
    for (const tell of sources) tell()
  }
  const frame = () => {
    const now = due
    due = []
    for (const run of now) run()
    return now.length
  }
  return { frames, follow, change, frame, seen }
}

describe('listeners and frames', () => {
  it('[APP-49] a small change is told at once, many changes of one frame once and with the frame', () => {
    const { frames, follow, change, frame, seen } = world()
    follow('column')
    follow('pill')
    change()
    expect(seen).toEqual(['column', 'pill'])
    seen.length = 0
    frames.begin()
    change()
    frames.begin()
    change()
    expect(seen).toEqual([])
    expect(frame()).toBe(1)
    expect(seen).toEqual(['column', 'pill'])
    change()
    expect(seen).toEqual(['column', 'pill', 'column', 'pill'])
    expect(frame()).toBe(0)
  })

  it('[APP-49] who leaves before the frame hears nothing any more', () => {
    const { frames, follow, change, frame, seen } = world()
    const leave = follow('gone')
    follow('here')
    frames.begin()
    change()
    leave()
    frame()
    expect(seen).toEqual(['here'])
  })
})
