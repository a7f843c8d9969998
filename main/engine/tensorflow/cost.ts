/**
 * Cost counted from a recording: no mechanism carries a formula of its own.
 * MACs are multiply-adds of convolutions and matrix products; the products of attention (QKᵀ and AV) are those
 * whose two operands both come from the image.
 */
import type { RecordedNode, Recording, Source } from './recording.ts'

export interface RecordedCost {
  macs: number
  macsWithoutAttentionProducts: number
  /** Part of the MACs, 0..1, of operations named 'attention'. */
  attentionShare: number
  /** What the operations write, in bytes. */
  activationBytes: number
}

const sizeOf = (shape: number[]) => shape.reduce((a, b) => a * b, 1)

function macsOf({ op, attributes, inputs, outputs }: RecordedNode): number {
  const written = sizeOf(outputs[0]?.shape ?? [])
  const [a, b] = inputs.map(({ shape }) => shape)
  const flag = (name: string) => attributes.some((attribute) => attribute.name === name && attribute.value === true)
  switch (op) {
    case 'Conv2D':
      return written * sizeOf(b!.slice(0, 3))
    case 'DepthwiseConv2dNative':
      return written * sizeOf(b!.slice(0, 2))
    case 'Conv2DBackpropInput':
      // A transposed convolution: every element read meets the whole kernel.
      return sizeOf(inputs[2]!.shape) * sizeOf(b!.slice(0, 3))
    case 'MatMul':
      return written * a!.at(flag('transpose_a') ? 0 : 1)!
    case 'BatchMatMulV2':
      return written * a!.at(flag('adj_x') ? -2 : -1)!
    default:
      return 0
  }
}

/** Operations that only look at memory in another shape. */
const views = new Set(['Reshape', 'Identity', 'ExpandDims', 'Squeeze'])

export function costOf({ nodes }: Recording): RecordedCost {
  const fromImage: boolean[] = []
  const isFromImage = (source: Source) => source.from === 'feed' || source.from === 'data' || (source.from === 'node' && fromImage[source.node]!)
  const cost = { macs: 0, products: 0, attention: 0, activationBytes: 0 }
  nodes.forEach((node, i) => {
    const images = node.inputs.map(({ source }) => isFromImage(source))
    fromImage[i] = images.some(Boolean)
    const macs = macsOf(node)
    cost.macs += macs
    if (node.op.endsWith('MatMul') || node.op === 'BatchMatMulV2') cost.products += images.every(Boolean) ? macs : 0
    if (node.within.some(({ name }) => name === 'attention')) cost.attention += macs
    if (fromImage[i] && !views.has(node.op)) cost.activationBytes += 4 * node.outputs.reduce((sum, { shape }) => sum + sizeOf(shape), 0)
  })
  return { macs: cost.macs, macsWithoutAttentionProducts: cost.macs - cost.products, attentionShare: cost.macs ? cost.attention / cost.macs : 0, activationBytes: cost.activationBytes }
}
