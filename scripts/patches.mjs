// What is mended in packages, right after they were installed. Each names why, where it was reported, and exactly one place: a
// version in which that place looks different stops the installation, so that nothing is ever half mended.
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Undo and redo put an item back between the neighbours it had, or what has become of them. Put back in another order, the
 * right one may stand before the left one by then: the item says of itself that it lies where nothing can lie, stands somewhere
 * here, and elsewhere on every other copy (yjs/yjs#794, docs/adr/0053-yjs-is-mended-when-installed.md, SPEC CRD-34). Between its left neighbour
 * and what follows that one it lies in the same place for everybody.
 */
const redoBesideLeft = {
  find: `  const nextClock = getState(store, ownClientID);
  const nextId = createID(ownClientID, nextClock);
  const redoneItem = new Item(`,
  put: `  if (item.parentSub === null) {
    const follower = left === null ? parentType._start : left.right;
    let found = follower;
    while (found !== null && found !== right) found = found.right;
    if (found === null) right = follower;
  }
`,
}

const patches = [
  { file: 'yjs/dist/yjs.mjs', ...redoBesideLeft },
  { file: 'yjs/dist/yjs.cjs', ...redoBesideLeft },
]

/** @param {string} modules the folder `node_modules`. Throws one sentence when a package is not as it was. */
export function mendPackages(modules) {
  for (const { file, find, put } of patches) {
    const path = join(modules, file)
    const text = readFileSync(path, 'utf8')
    if (text.includes(put + find)) continue
    if (text.split(find).length !== 2) throw new Error(`${file} is another version than scripts/patches.mjs mends.`)
    // A new file in its place: package managers share one among several folders.
    const next = `${path}.${process.pid}`
    writeFileSync(
      next,
      text.replace(find, () => put + find),
    )
    renameSync(next, path)
  }
}
