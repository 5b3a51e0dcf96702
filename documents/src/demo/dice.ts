/** Choices from a stream of random numbers. */
export class Dice {
  readonly #random: () => number
  constructor(random: () => number) {
    this.#random = random
  }
  chance = (share: number): boolean => this.#random() < share
  between = (least: number, most: number): number => least + Math.floor(this.#random() * (most - least + 1))
  pick = <T>(list: readonly T[]): T => {
    const item = list[Math.floor(this.#random() * list.length)]
    if (item === undefined) throw new RangeError('an empty list')
    return item
  }
}
