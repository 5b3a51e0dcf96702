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
    if (leftEnd !== null) left = getItemCleanEnd(transaction, store, leftEnd);
    const follower = left === null ? parentType._start : left.right;
    let found = follower;
    while (found !== null && found !== right) found = found.right;
    if (found === null) right = follower;
  }
  const nextClock = getState(store, ownClientID);
  const nextId = createID(ownClientID, nextClock);
  const redoneItem = new Item(`,
}

/**
 * A step deletes what the steps before it brought back in the place of what it once wrote. Brought back in several parts since, or
 * joined to what was typed beside it, only the first part went, or a neighbour's letters with it.
 */
const deleteWhatBecameOfIt = {
  find: `          if (struct.redone !== null) {
            let { item, diff } = followRedone(store, struct.id);
            if (diff > 0) {
              item = getItemCleanStart(transaction, createID(item.id.client, item.id.clock + diff));
            }
            struct = item;
          }
`,
  put: `          if (struct.redone !== null) {
            const { client, clock } = struct.id;
            const end = clock + struct.length;
            for (let from = clock; from < end;) {
              let id = createID(client, from);
              let length = end - from;
              let item = getItem(store, id);
              for (;;) {
                const diff = id.clock - item.id.clock;
                length = Math.min(length, item.length - diff);
                if (!(item instanceof Item) || item.redone === null) break
                id = createID(item.redone.client, item.redone.clock + diff);
                item = getItem(store, id);
              }
              from += length;
              if (!(item instanceof Item) || item.deleted) continue
              item = getItemCleanStart(transaction, id);
              if (item.length > length) getItemCleanStart(transaction, createID(id.client, id.clock + length));
              if (scope.some(type => type === transaction.doc || isParentOf(type, item))) itemsToDelete.push(item);
            }
            return
          }
`,
}

/**
 * What stood left of an item was perhaps brought back, and came apart since: the item belongs behind the last part, not the first,
 * or the rest of the left one stands behind it.
 */
const behindTheWholeLeft = {
  find: `leftTrace = leftTrace.redone === null ? null : getItemCleanStart(transaction, leftTrace.redone);`,
  put: `leftTrace = leftTrace.redone === null ? null : getItemCleanEnd(transaction, store, createID(leftTrace.redone.client, leftTrace.redone.clock + leftTrace.length - 1));`,
}

/** Looking for the right one may cut the left one in two: where that ended is remembered. */
const rememberLeftEnd = [
  {
    find: `  const redone = item.redone;
  if (redone !== null) {
    return getItemCleanStart(transaction, redone)
  }
`,
    put: `  const redone = item.redone;
  if (redone !== null) {
    return getItemCleanStart(transaction, redone)
  }
  let leftEnd = null;
`,
  },
  {
    find: `    while (right !== null) {
      /**
       * @type {Item|null}
       */
      let rightTrace = right;
`,
    put: `    leftEnd = left === null ? null : left.lastId;
    while (right !== null) {
      /**
       * @type {Item|null}
       */
      let rightTrace = right;
`,
  },
]

const undoing = [...rememberLeftEnd, behindTheWholeLeft, redoBesideLeft, deleteWhatBecameOfIt]
const patches = ['yjs/dist/yjs.mjs', 'yjs/dist/yjs.cjs'].flatMap((file) => undoing.map((one) => ({ file, ...one })))

/** Packages that must come anew when this file changes: what an earlier one mended is not undone. */
export const mendedPackages = ['yjs']

/** @param {string} modules the folder `node_modules`. Throws one sentence when a package is not as it was. */
export function mendPackages(modules) {
  for (const { file, find, put } of patches) {
    const path = join(modules, file)
    const text = readFileSync(path, 'utf8')
    if (text.includes(put)) continue
    if (text.split(find).length !== 2) throw new Error(`${file} is another version than scripts/patches.mjs mends.`)
    // A new file in its place: package managers share one among several folders.
    const next = `${path}.${process.pid}`
    writeFileSync(
      next,
      text.replace(find, () => put),
    )
    renameSync(next, path)
  }
}
