/** npm run docs: writes docs/ anew, and removes pages of what is there no more. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { loadTensorFlow } from '../../main/engine/tensorflow/load.ts'
import { languages } from '../../preload/contract/text.ts'
import { documents } from './documents.ts'

const folder = join(import.meta.dirname, '..', '..', 'docs')
await loadTensorFlow()
const files = documents()
for (const language of languages) rmSync(join(folder, language), { recursive: true, force: true })
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}
process.stdout.write(`${Object.keys(files).length} pages in docs/\n`)
