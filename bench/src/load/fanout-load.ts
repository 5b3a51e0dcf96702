/**
 * The load of `fanout`, in a process of its own so that it never shares an event loop with what is measured.
 * Started with one JSON argument (`FanoutLoad`), prints one JSON line (`FanoutReport`).
 *
 * Every client is a socket; the first of each board is the probe that decodes what it receives (a timestamp inside each edit),
 * the others only receive. Edits are spread evenly over clients and time: open loop, no waiting for answers.
 */
import * as Y from 'yjs'
import { KeyWriter, type ItemId } from './edits.ts'
import { RawClient, type Wire } from './raw-client.ts'
import { percentile } from '../statistics.ts'

export interface FanoutLoad {
  readonly wire: Wire
  readonly url: string
  readonly token: string
  readonly documents: readonly string[]
  readonly parents: readonly ItemId[]
  readonly clients: number
  readonly editsPerSecond: number
  readonly warmUpMs: number
  readonly measureMs: number
  readonly firstClient: number
}

export interface FanoutReport {
  readonly edits: number
  readonly delivered: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** How late this generator itself ran, p99: above a few ms the numbers say more about it than about the server. */
  readonly generatorLagP99Ms: number
}

async function main(): Promise<void> {
  const load = JSON.parse(process.argv[2] ?? '{}') as FanoutLoad
  const latencies: number[] = []
  const lags: number[] = []
  let measuring = false
  let delivered = 0
  const observe = (bytes: Uint8Array): void => {
    const now = performance.now()
    for (const struct of Y.decodeUpdate(bytes).structs) {
      const content = 'content' in struct && struct.content instanceof Y.ContentAny ? struct.content.arr : []
      for (const value of content) {
        if (typeof value !== 'number' || !measuring) continue
        delivered++
        latencies.push(now - value)
      }
    }
  }
  const people: { client: RawClient; writer: KeyWriter }[] = []
  for (let i = 0; i < load.clients; i++) {
    const document = load.documents[i % load.documents.length] ?? ''
    const isProbe = i < load.documents.length
    const client = await RawClient.join({
      wire: load.wire,
      url: load.url,
      document,
      token: load.token,
      ...(isProbe ? { onUpdate: observe } : {}),
    })
    const parent = load.parents[i % load.parents.length]
    if (!parent) throw new Error('no card to write on')
    people.push({ client, writer: new KeyWriter(load.firstClient + i, parent, `x${load.firstClient + i}`) })
  }
  const writers = people.slice(load.documents.length)
  process.send?.('joined')
  const began = performance.now()
  const endsAt = load.warmUpMs + load.measureMs
  let sent = 0
  let measured = 0
  await new Promise<void>((resolve) => {
    const tick = (): void => {
      const elapsed = performance.now() - began
      const due = Math.floor((Math.min(elapsed, endsAt) / 1000) * load.editsPerSecond)
      if (!measuring && elapsed >= load.warmUpMs) {
        measuring = true
        process.send?.('measuring')
      }
      while (sent < due) {
        const person = writers[sent % writers.length]
        if (measuring) {
          lags.push(elapsed - (sent / load.editsPerSecond) * 1000)
          measured++
        }
        void person?.client.send(person.writer.next(performance.now()))
        sent++
      }
      if (elapsed >= endsAt) resolve()
      else setTimeout(tick, 1)
    }
    tick()
  })
  const settleBy = performance.now() + 20_000
  while (delivered < measured && performance.now() < settleBy) await new Promise((resolve) => setTimeout(resolve, 20))
  const report: FanoutReport = {
    edits: measured,
    delivered,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    generatorLagP99Ms: percentile(lags, 0.99),
  }
  process.send?.({ report })
  for (const { client } of people) client.close()
}

await main()
