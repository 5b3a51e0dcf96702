/** One types at the end of what was typed, one or both change blocks; messages travel when the seed says so. */
import { seededRandom } from '../../../random.ts'
import { Server, settle, type Person } from './two-people.ts'

export type Act = 'split' | 'kind' | 'join' | 'undo'

export interface Plan {
  readonly acts: readonly Act[]
  /** Whether who types changes blocks, too (and takes nothing back: that would be the letters). */
  readonly bothAct: boolean
  /** How long each of the steps takes. */
  readonly stepMs?: number
  readonly steps?: number
}

export interface Outcome {
  readonly isSame: boolean
  readonly lost: string
  readonly doubled: string
  readonly lines: readonly string[]
}

const kinds = ['heading', 'paragraph', 'bulletList>listItem>paragraph']
const [firstOfBlock, firstTyped] = [0x61, 0x4e00]

export function interleave(seed: number, { acts, bothAct, stepMs = 50, steps = 60 }: Plan): Outcome {
  const random = seededRandom(seed)
  const upTo = (length: number): number => Math.floor(random() * length)
  const server = new Server()
  const flipped = random() < 0.5
  const [ana, bruno] = [server.join(flipped ? 2 : 1), server.join(flipped ? 1 : 2)]
  settle(server)
  const block = String.fromCharCode(...Array.from({ length: 8 }, (_, i) => firstOfBlock + i))
  ana.add('paragraph', block)
  settle(server)
  for (const { undo } of [ana, bruno]) undo.clear()
  const act = (person: Person): void => {
    if (person.notes.length === 0) return
    const at = upTo(person.notes.length)
    const what = acts[upTo(acts.length)]
    if (what === 'split') person.split(at, upTo(person.text(at).length + 1))
    else if (what === 'kind') person.change(at, kinds[upTo(kinds.length)] ?? 'paragraph')
    else if (what === 'join') {
      if (at > 0) person.joinWithPrevious(at)
    } else if (person === ana) person.inOneTurn(() => person.undo.undo())
  }
  let typed = ''
  for (let step = 0; step < steps; step++) {
    const what = random()
    if (what < 0.3) {
      // Unlike any other, so that each can be found again.
      const letter = String.fromCharCode(firstTyped + typed.length)
      if (bruno.type(letter, typed.slice(-1) || block.slice(-1))) typed += letter
    } else if (what < 0.45) act(bothAct && random() < 0.5 ? bruno : ana)
    else for (const person of [ana, bruno]) person[random() < 0.5 ? 'send' : 'receive']()
    for (const person of [ana, bruno]) person.nowMs += stepMs
  }
  settle(server)
  return judge(ana, bruno, block + typed)
}

function judge(ana: Person, bruno: Person, wanted: string): Outcome {
  const text = ana.lines().join('')
  const count = (letter: string): number => text.split(letter).length - 1
  const letters = [...wanted]
  return {
    isSame: ana.notes.toJSON() === bruno.notes.toJSON(),
    lost: letters.filter((letter) => count(letter) === 0).join(''),
    doubled: letters.filter((letter) => count(letter) > 1).join(''),
    lines: ana.lines(),
  }
}
