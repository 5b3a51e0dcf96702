/**
 * Resolves once the browser has painted, or after 50 ms where nothing is painted (a hidden tab has no frames: without this an
 * import would stand still behind another tab).
 */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const afterPaint = () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
      resolve()
    }
    const frame = requestAnimationFrame(() => setTimeout(afterPaint, 0))
    const timer = setTimeout(afterPaint, 50)
  })
}
