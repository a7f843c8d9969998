/** .fovea files opened last, newest first, from one start to the next; and in the system's own list where it has one. */
import { app } from 'electron'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { writeWhole } from './whole-file.ts'

const most = 6

export interface RecentFiles { add(path: string): void; all(): readonly string[] }

export function recentFiles(file: string, onChange: () => void): RecentFiles {
  let paths: string[] = []
  try { paths = z.array(z.string()).parse(JSON.parse(readFileSync(file, 'utf8'))) } catch { /* None yet, or damaged: the list begins anew. */ }
  return {
    all: () => paths,
    add(path) {
      paths = [path, ...paths.filter((other) => other !== path)].slice(0, most)
      app.addRecentDocument(path)
      writeWhole(file, JSON.stringify(paths))
      onChange()
    },
  }
}
