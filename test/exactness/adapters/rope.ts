/** Rotary embedding: with our angles where the case has the usual ones, else with its own. */
import * as tf from '@tensorflow/tfjs-core'
import { angles1d, angles2d, anglesPixel, rotate } from '../../../main/engine/attention/positions/rotary.ts'
import type { Adapter } from '../adapter.ts'
import { shapeOf, type Case } from '../case.ts'

/** (N, d), or null where a case has another base or other frequencies. */
function anglesOf({ config, tensors }: Case, places: number, each: number): Float64Array | null {
  const { grid, theta, temperature, max_freq: most, in_pixels: inPixels } = config
  if (Array.isArray(grid)) {
    const [height, width] = grid as [number, number]
    if (tensors.has('input.sin')) return temperature === 10000 && !inPixels ? angles2d({ height, width, each }) : null
    return most === 10 ? anglesPixel({ height, width, each }) : null
  }
  return theta === 10000 ? angles1d({ height: 1, width: places, each }) : null
}

const adapter: Adapter = (golden) => {
  if (!golden.tensors.has('input.q')) return { notCovered: golden.source }
  const [places, each] = shapeOf(golden, 'input.q').slice(-2) as [number, number]
  const angles = anglesOf(golden, places, each)
  return {
    build: () => ({ q, freqs, sin, cos }) => {
      const own = angles && tf.tensor2d(Float32Array.from(angles), [places, each])
      return rotate(q!, own ? tf.cos(own) : (cos ?? tf.cos(freqs!)), own ? tf.sin(own) : (sin ?? tf.sin(freqs!)))
    },
  }
}
export default adapter
