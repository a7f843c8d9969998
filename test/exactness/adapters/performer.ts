/** FAVOR+ on heads as they are, with the directions of the case; and what is true of any such directions. */
import { kernelised } from '../../../main/engine/attention/kernelised.ts'
import { orthogonalDirections, orthonormal, reluFeatures, softmaxFeatures } from '../../../main/engine/attention/random-features.ts'
import { generatorFor } from '../../../main/engine/layers/initializers.ts'
import type { Adapter } from '../adapter.ts'
import { shapeOf } from '../case.ts'

const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0)

/** The rows of a matrix, in blocks of as many as a row is long. */
function blocksOf(values: ArrayLike<number>, width: number): Float64Array[][] {
  const rows = Array.from({ length: values.length / width }, (_, i) => Float64Array.from(Array.from(values).slice(i * width, (i + 1) * width)))
  return Array.from({ length: Math.ceil(rows.length / width) }, (_, i) => rows.slice(i * width, (i + 1) * width))
}

const adapter: Adapter = (golden) => {
  const { config, tensors } = golden
  const projection = tensors.get('output.projection')
  if (projection) {
    const [count, width] = projection.shape as [number, number]
    return {
      values: () => {
        // Directions that are orthogonal already come through the orthogonalisation as they were; ours are new ones of the same kind.
        const theirs = blocksOf(projection.values as Float32Array, width).flatMap((rows) => orthonormal(rows).flatMap((unit, i) => [...unit.map((value) => value * Math.sqrt(dot(rows[i]!, rows[i]!)))]))
        const ours = blocksOf(orthogonalDirections([count, width], generatorFor(1, 'directions')), width).map((rows) => rows.map((row) => row.map((value) => value / Math.sqrt(dot(row, row)))))
        return { projection: theirs, block_gram: ours.flatMap((rows) => rows.flatMap((a) => rows.map((b) => dot(a, b)))) }
      },
    }
  }
  if (!tensors.has('buffer.projection_matrix')) return { notCovered: golden.source }
  if (![undefined, 'relu'].includes(config['kernel'] as string | undefined) || config['causal']) return { notCovered: 'another kernel, or causal' }
  return {
    names: () => 'projection_matrix',
    build(scope) {
      const directions = scope.weight('directions', shapeOf(golden, 'buffer.projection_matrix'), orthogonalDirections, { trainable: false })
      const softmax = { detached: true, epsilon: Number(config['eps'] ?? 1e-4) }
      const small = Number(config['kernel_epsilon'] ?? 1e-3)
      return ({ q, k, v }) => config['kernel'] === 'relu'
        ? kernelised(reluFeatures(q!, directions, small), reluFeatures(k!, directions, small), v!, 0)
        : kernelised(softmaxFeatures(q!, directions, 'queries', softmax), softmaxFeatures(k!, directions, 'keys', softmax), v!, 0)
    },
  }
}
export default adapter
