/**
 * Where the letters of a text stand in the copy that was made of it: for every letter of `old` its place in `copy`, or −1.
 * Null when the copy is none of this text: less than half of it comes from there.
 *
 * @param maxCells steps the comparison of what differs may take; beyond, only beginning and end are compared
 * @param onCells told how many it took
 */
export function align(
  old: string,
  copy: string,
  maxCells: number,
  onCells: (used: number) => void,
): readonly number[] | null {
  const places = old.split('').map(() => -1)
  const start = commonStart(old, copy)
  const end = commonEnd(old.slice(start), copy.slice(start))
  for (let i = 0; i < start; i++) places[i] = i
  for (let i = 1; i <= end; i++) places[old.length - i] = copy.length - i
  const [middle, inCopy] = [old.slice(start, old.length - end), copy.slice(start, copy.length - end)]
  if (middle.length > 0 && inCopy.length > 0) {
    const within = middle.indexOf(inCopy)
    const around = inCopy.indexOf(middle)
    if (within >= 0) for (let i = 0; i < inCopy.length; i++) places[start + within + i] = start + i
    else if (around >= 0) for (let i = 0; i < middle.length; i++) places[start + i] = start + around + i
    else if (middle.length * inCopy.length <= maxCells) {
      onCells(middle.length * inCopy.length)
      longestCommon(middle, inCopy, (i, j) => (places[start + i] = start + j))
    }
  }
  const found = places.filter((place) => place >= 0).length
  return found > 0 && (found * 2 >= copy.length || found === old.length) ? places : null
}

export function commonStart(a: string, b: string): number {
  let length = 0
  while (length < a.length && length < b.length && a[length] === b[length]) length++
  return length
}

export function commonEnd(a: string, b: string): number {
  let length = 0
  while (length < a.length && length < b.length && a[a.length - 1 - length] === b[b.length - 1 - length]) length++
  return length
}

/** Tells the pairs of a longest common subsequence, from the left. */
function longestCommon(a: string, b: string, pair: (i: number, j: number) => void): void {
  const width = b.length + 1
  const lengths = new Uint32Array((a.length + 1) * width)
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) pair(i++, j++)
    else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
}
