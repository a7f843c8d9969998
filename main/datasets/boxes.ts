/** Adds boxes to a dataset that was packed before they were written: it is made anew beside, and its boxes are taken when it is the same. */
import { copyFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DatasetManifest } from '../../preload/contract/dataset.ts'

/** `make` packs the same dataset into a folder that does not exist yet. Gives the manifest as it is now. */
export async function addBoxes(folder: string, manifest: DatasetManifest, make: (target: string) => DatasetManifest | Promise<DatasetManifest>): Promise<DatasetManifest> {
  const beside = `${folder}.building-boxes`
  rmSync(beside, { recursive: true, force: true })
  try {
    const made = await make(beside)
    if (made.fingerprint !== manifest.fingerprint || made.boxes === undefined) return manifest
    copyFileSync(join(beside, 'boxes.i16'), join(folder, 'boxes.i16'))
    const known = { ...manifest, boxes: made.boxes }
    // The manifest last and at once, so that it never promises what is not there.
    writeFileSync(join(folder, 'manifest.json.new'), JSON.stringify(known, null, 2))
    renameSync(join(folder, 'manifest.json.new'), join(folder, 'manifest.json'))
    return known
  } finally {
    rmSync(beside, { recursive: true, force: true })
  }
}
