/** One `changed` event of the workspace: this document's journal stands there now. */
export interface ChangedEvent {
  readonly name: string
  readonly cursor: string
}

/** Reads server-sent events until the stream ends. Other events and broken data are passed over. */
export async function readChangedEvents(
  stream: ReadableStream<Uint8Array>,
  onChanged: (event: ChangedEvent) => void,
): Promise<void> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const bytes of stream as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(bytes, { stream: true })
    const blocks = text.split(/\r?\n\r?\n/)
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const event = readBlock(block)
      if (event) onChanged(event)
    }
  }
}

function readBlock(block: string): ChangedEvent | null {
  const lines = block.split(/\r?\n/)
  if (!lines.includes('event: changed')) return null
  const data = lines.filter((line) => line.startsWith('data:')).map((line) => line.slice(5))
  try {
    const event: unknown = JSON.parse(data.join('\n'))
    if (typeof event !== 'object' || event === null || !('name' in event) || !('cursor' in event)) return null
    return typeof event.name === 'string' && typeof event.cursor === 'string'
      ? { name: event.name, cursor: event.cursor }
      : null
  } catch {
    // A hint we cannot read: the next poll finds what it was about.
    return null
  }
}
