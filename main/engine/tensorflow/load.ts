/** Loads TensorFlow into this process. Only engine processes and tests do; never a window's main process. */
import * as tf from '@tensorflow/tfjs-core'
import { cpus } from 'node:os'
import util from 'node:util'
import { FoveaError } from '../../../preload/contract/errors.ts'
import { nativeBackend } from './backend.ts'

export interface Loaded {
  version: string
  device: { kind: 'cpu' | 'gpu'; name: string }
}

/** Node 23 dropped most of these from util and warns of the rest; tfjs-node 4.22 still calls them. */
function restoreUtilities(): void {
  const missing: Record<string, (value: unknown) => boolean> = {
    isNullOrUndefined: (value) => value === null || value === undefined,
    isArray: Array.isArray,
    isString: (value) => typeof value === 'string',
    isFunction: (value) => typeof value === 'function',
  }
  for (const [name, body] of Object.entries(missing)) (util as unknown as Record<string, unknown>)[name] = body
}

let loading: Promise<Loaded> | null = null

/** Loads once; later calls give the same answer. Throws 'engine.unavailable' with the reason when the library is missing or does not fit. */
export function loadTensorFlow(): Promise<Loaded> {
  loading ??= load()
  return loading
}

async function load(): Promise<Loaded> {
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '1'
  process.env['TF_FORCE_GPU_ALLOW_GROWTH'] ??= 'true'
  restoreUtilities()
  try {
    await import('@tensorflow/tfjs-node-gpu')
    await tf.ready()
  } catch (error) {
    const detail = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    throw new FoveaError('unavailable', 'engine.unavailable', { detail }, { cause: error })
  }
  const backend = nativeBackend()
  const gpu = backend.isUsingGpuDevice
  return { version: backend.binding.TF_Version, device: { kind: gpu ? 'gpu' : 'cpu', name: gpu ? 'NVIDIA GPU' : (cpus()[0]?.model.trim() ?? 'CPU') } }
}
