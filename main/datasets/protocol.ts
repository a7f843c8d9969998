/** What main and the image process say to each other. Types only; pixels travel as they are. */
import type { DatasetManifest } from '../../preload/contract/dataset.ts'
import type { Problem } from '../../preload/contract/errors.ts'
import type { Text } from '../../preload/contract/text.ts'
import type { TaskEvent } from '../../preload/contract/system.ts'

export interface FolderImport {
  source: string
  /** Where the packed dataset goes; must not exist. */
  target: string
  key: string
  name: Text
  /** Edge in pixels. */
  size: number
  testFraction: number
  seed: number
  /** Files that ended the process before, with what is said of them. */
  avoid: { file: string; problem: Problem }[]
}

export interface Decoded {
  /** u8 (H, W, C), at most 512 px on the longer side. */
  original: { pixels: Uint8Array; shape: [number, number, number] }
  originalSize: [number, number]
  /** u8 (H, W, C) as a model of that input sees it. */
  seen: Uint8Array
}

export type ImageRequest =
  | { id: number; type: 'decode'; name: string; bytes: Uint8Array; shape: [number, number, number] }
  /** Only what a model sees of it. */
  | { id: number; type: 'view'; name: string; bytes: Uint8Array; shape: [number, number, number] }
  | { id: number; type: 'import-folder'; what: FolderImport }
  | { id: number; type: 'generate'; dataset: string; parameters: Record<string, unknown>; target: string }
  | { id: number; type: 'pack-cifar10'; source: string; target: string }
  | { id: number; type: 'cancel' }

export type ImageReply =
  | { id: number; type: 'decoded'; value: Decoded }
  | { id: number; type: 'viewed'; pixels: Uint8Array }
  | { id: number; type: 'packed'; manifest: DatasetManifest }
  /** The file that is opened next: should the process die, it was this one. */
  | { id: number; type: 'opening'; file: string }
  | { id: number; type: 'progress'; event: Extract<TaskEvent, { type: 'progress' }> }
  | { id: number; type: 'problem'; problem: Problem }
