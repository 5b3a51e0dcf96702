// Every relative link and picture in every *.md leads to a file that exists, every #anchor to a heading of it; so do comments
// that name a page of docs/.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { repositoryFiles } from './files.mjs'
import { root } from './run.mjs'

/** Code is no prose: what looks like a link in it is none. @param {string} text */
const prose = (text) => text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '')

/** Anchors as GitHub makes them. @param {string} text */
const anchorsOf = (text) =>
  new Set(
    [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#+ +(.+)$/gm)].map(([, heading]) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replaceAll(' ', '-'),
    ),
  )

const pages = repositoryFiles().filter((name) => name.endsWith('.md'))
let links = 0
const problems = []
for (const page of pages) {
  const text = readFileSync(join(root, page), 'utf8')
  for (const [, target] of prose(text).matchAll(/\]\(([^)\s]+)(?: "[^"]*")?\)/g)) {
    if (/^[a-z]+:/i.test(target)) continue
    links++
    const [path, anchor] = decodeURI(target).split('#')
    const file = path === '' ? page : normalize(join(dirname(page), path))
    if (file.startsWith('..') || !existsSync(join(root, file))) problems.push(`${page}: ${target} does not exist`)
    else if (anchor && file.endsWith('.md') && !anchorsOf(readFileSync(join(root, file), 'utf8')).has(anchor))
      problems.push(`${page}: ${target} leads to no heading of ${file}`)
  }
}
// Comments that send the reader to a page send them to one that exists.
for (const source of repositoryFiles().filter((name) => /\.(ts|tsx|mjs|cjs|sql|css)$/.test(name)))
  for (const [target] of readFileSync(join(root, source), 'utf8').matchAll(/\bdocs\/[\w./-]+\.(?:md|png|ts)\b/g)) {
    links++
    if (!existsSync(join(root, target))) problems.push(`${source}: ${target} does not exist`)
  }
for (const problem of problems) console.error(problem)
console.log(`${links} links in ${pages.length} pages, ${problems.length} lead nowhere`)
if (problems.length > 0) process.exit(1)
