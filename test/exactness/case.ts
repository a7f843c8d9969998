/** One case of golden vectors, <folder>/<mechanism>/<name>.{json,safetensors}: the format of test/golden/README.md. */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readTensors, type Stored } from '../../main/engine/training/safetensors.ts'

export interface Case {
  mechanism: string
  name: string
  /** Package, version and class that computed it. */
  source: string
  /** What it was computed with, as its source names it. */
  config: Record<string, unknown>
  notes: string[]
  tensors: Map<string, Stored>
  /** What the axes of a tensor are, and what its numbers mean, in words. */
  layouts: Record<string, string>
  training: boolean
  parameters: number | undefined
  /** How far the source itself is from these values in single precision. */
  singlePrecisionError: { output: number; gradient: number }
}

export interface CaseFile {
  mechanism: string
  name: string
  /** Without the ending. */
  file: string
}

/** Of cases that do not state it (Keras, tables): the smallest of those that do. */
const UNSTATED = { output: 1e-7, gradient: 1e-6 }

/** Folders of statistics and counts have a form of their own. */
const APART = ['statistics', 'counts']

/** All layer cases of a folder, in the order of their names. */
export function listCases(folder: string): CaseFile[] {
  const mechanisms = readdirSync(folder).filter((name) => !APART.includes(name) && statSync(join(folder, name)).isDirectory()).sort()
  return mechanisms.flatMap((mechanism) =>
    readdirSync(join(folder, mechanism)).filter((name) => name.endsWith('.json')).sort()
      .map((json) => ({ mechanism, name: json.slice(0, -5), file: join(folder, mechanism, json.slice(0, -5)) })))
}

export function readCase({ mechanism, name, file }: CaseFile): Case {
  const described = JSON.parse(readFileSync(`${file}.json`, 'utf8')) as {
    source: string | { package: string; version: string | null; class: string }
    config?: Record<string, unknown>; notes?: string[]; training_mode?: boolean; parameter_count?: number
    single_precision_max_abs_error?: Partial<typeof UNSTATED>; tensors?: Record<string, { layout?: string }>
  }
  const { source } = described
  return {
    mechanism, name,
    source: typeof source === 'string' ? source : `${source.package} ${source.version ?? ''} ${source.class}`,
    config: described.config ?? {},
    notes: described.notes ?? [],
    tensors: existsSync(`${file}.safetensors`) ? readTensors(`${file}.safetensors`).tensors : new Map<string, Stored>(),
    layouts: Object.fromEntries(Object.entries(described.tensors ?? {}).map(([tensor, { layout = '' }]) => [tensor, layout])),
    training: described.training_mode ?? false,
    parameters: described.parameter_count,
    singlePrecisionError: { ...UNSTATED, ...described.single_precision_max_abs_error },
  }
}

/** Ten times the source's own single-precision error, and at least a floor scaled by the largest magnitude of the tensor. */
export function toleranceOf(golden: Case, kind: 'output' | 'gradient', expected: Stored): number {
  const floor = { output: 1e-5, gradient: 1e-4 }[kind]
  const largest = (expected.values as Float32Array).reduce((a, b) => Math.max(a, Math.abs(b)), 0)
  return Math.max(10 * golden.singlePrecisionError[kind], floor * Math.max(largest, kind === 'output' ? 0 : 1e-3))
}

/** A number of the case's config; throws with the name when it is missing. */
export function numberOf(golden: Case, name: string): number {
  const value = golden.config[name]
  if (typeof value !== 'number') throw new Error(`${golden.mechanism}/${golden.name}: config has no number "${name}"`)
  return value
}

/** Shape of a tensor of the case; throws with the name when it is missing. */
export function shapeOf(golden: Case, name: string): number[] {
  const found = golden.tensors.get(name)
  if (!found) throw new Error(`${golden.mechanism}/${golden.name}: no tensor "${name}"`)
  return found.shape
}
