/** Reference values of layers, computed by third-party libraries: test/golden/<mechanism>/<case>.{safetensors,json}. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readTensors, type Stored } from '../main/engine/training/safetensors.ts'

export interface Golden {
  tensors: Map<string, Stored>
  /** What the case was computed with, as its source names it. */
  config: Record<string, unknown>
  training: boolean
  parameters: number | undefined
  /** How far the source itself is from these values in single precision. */
  singlePrecisionError: { output: number; gradient: number }
}

/** Ten times the source's own single-precision error, and at least a floor scaled by the largest magnitude of the tensor. */
export const toleranceOf = (golden: Golden, kind: 'output' | 'gradient', expected: Stored): number => {
  const floor = { output: 1e-5, gradient: 1e-4 }[kind]
  const largest = (expected.values as Float32Array).reduce((a, b) => Math.max(a, Math.abs(b)), 0)
  return Math.max(10 * golden.singlePrecisionError[kind], floor * largest)
}

/** Of cases that do not state it (Keras): the smallest of those that do. */
const UNSTATED = { output: 1e-7, gradient: 1e-6 }

export function readGolden(mechanism: string, name: string): Golden {
  const file = join(import.meta.dirname, 'golden', mechanism, name)
  const described = JSON.parse(readFileSync(`${file}.json`, 'utf8')) as {
    config: Record<string, unknown>; training_mode?: boolean; parameter_count?: number; single_precision_max_abs_error?: { output: number; gradient: number }
  }
  return {
    tensors: readTensors(`${file}.safetensors`).tensors,
    config: described.config,
    training: described.training_mode ?? false,
    parameters: described.parameter_count,
    singlePrecisionError: described.single_precision_max_abs_error ?? UNSTATED,
  }
}
