/** What the browser grants: lasting storage is asked for after the first useful write, not at first sight. */
let asked = false

export function askForLastingStorage(): void {
  if (asked || !('storage' in navigator) || !('persist' in navigator.storage)) return
  asked = true
  // A refusal changes nothing: the data is kept as long as the browser keeps it.
  navigator.storage.persist().catch(() => undefined)
}
