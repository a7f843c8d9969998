/** Which files of a folder or a ZIP are images, and which may say what they show. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { afterAll, expect, test } from 'vitest'
import { openSource } from '../../main/evaluations/source.ts'
import { temporaryFolder } from '../temporary.ts'
import { fill } from './fixture.ts'

const place = temporaryFolder()
afterAll(place.remove)

const files = { 'boxes.csv': 'file,top,left,height,width\na.png,0,0,4,4\n', 'mine/Boxes.csv': 'file,top,left,height,width\n', 'labels.csv': 'file,label\na.png,0\n', 'more-boxes.csv': 'b.png,1\n', 'mine/a.png': '', 'b.png': '', '.hidden.png': '', 'Thumbs.db': '' }

test('boxes of objects are neither an image nor a table of classes, in a folder and in a ZIP', async () => {
  const folder = await fill(join(place.path, 'folder'), files)
  const zip = join(place.path, 'folder.zip')
  writeFileSync(zip, zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]))))
  for (const path of [folder, zip]) {
    const source = await openSource(path)
    expect(source.images.map(({ name }) => name)).toEqual(['b.png', 'mine/a.png'])
    expect(source.tables.map(({ name }) => name)).toEqual(['labels.csv', 'more-boxes.csv'])
    await source.close()
  }
})
