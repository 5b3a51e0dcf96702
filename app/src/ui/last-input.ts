/** Whether the last thing a person did was pressing a key: what opens then is walked by keys. */
let byKey = false
const listen = (type: string, is: boolean) =>
  document.addEventListener(
    type,
    () => {
      byKey = is
    },
    { capture: true, passive: true },
  )
listen('keydown', true)
listen('pointerdown', false)
listen('pointermove', false)

export const openedByKey = (): boolean => byKey
