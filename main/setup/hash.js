/** A short name for the content of files, so that what was made from them can be found again and is made anew when they change. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** @param {string[]} files @param {...string} more @returns {string} */
export function hashOf(files, ...more) {
  const hash = createHash('sha256')
  for (const file of files) hash.update(readFileSync(file)).update('\0')
  for (const text of more) hash.update(text).update('\0')
  return hash.digest('hex').slice(0, 16)
}

/** All files below some files and folders, in a fixed order. Missing ones count as empty. @param {string} base @param {string[]} parts @returns {string[]} */
export function filesBelow(base, parts) {
  /** @type {string[]} */
  const found = []
  /** @param {string} path */
  const visit = (path) => {
    const stat = statSync(path, { throwIfNoEntry: false })
    if (stat?.isDirectory()) for (const name of readdirSync(path).sort()) visit(join(path, name))
    else if (stat) found.push(path)
  }
  for (const part of parts) visit(join(base, part))
  return found
}

/** Content and names of a tree. @param {string} base @param {string[]} parts @returns {string} */
export function hashOfTree(base, parts) {
  const files = filesBelow(base, parts)
  return hashOf(files, ...files.map((file) => relative(base, file).split(sep).join('/')))
}
