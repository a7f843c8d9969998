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

/**
 * A dilated convolution is done in parts (kernels/convolution.ts), some of which reach over the end of the map or are left out by a
 * stride. It counts as what is kept of it: the node to count at, as a change of the count.
 */
function dilatedMacs(nodes: RecordedNode[]): Map<number, number> {
  const each = new Map<number, number>()
  const macs = new Map<number, number>()
  nodes.forEach((node, i) => {
    const source = node.inputs[0]?.source
    if (source?.from !== 'node') return
    const written = sizeOf(node.outputs[0]?.shape ?? [])
    if (node.op === 'Conv2D' && nodes[source.node]!.op === 'SpaceToBatchND') {
      each.set(i, sizeOf(node.inputs[1]!.shape.slice(0, 3)))
      macs.set(i, 0)
    }
    const own = each.get(source.node)
    if (own === undefined) return
    if (node.op === 'BatchToSpaceND') each.set(i, own)
    if (node.op === 'Slice') {
      each.set(i, own)
      macs.set(i, written * own)
    }
    // A mean of single places is how a stride is taken.
    if (node.op === 'AvgPool' && node.attributes.some(({ name, value }) => name === 'ksize' && (value as number[]).every((side) => side === 1))) macs.set(i, written * own - macs.get(source.node)!)
  })
  return macs
}

/** Operations that only look at memory in another shape. */
const views = new Set(['Reshape', 'Identity', 'ExpandDims', 'Squeeze'])

export function costOf({ nodes }: Recording): RecordedCost {
  const fromImage: boolean[] = []
  const isFromImage = (source: Source) => source.from === 'feed' || source.from === 'data' || (source.from === 'node' && fromImage[source.node]!)
  const cost = { macs: 0, products: 0, attention: 0, activationBytes: 0 }
  const dilated = dilatedMacs(nodes)
  nodes.forEach((node, i) => {
    const images = node.inputs.map(({ source }) => isFromImage(source))
    fromImage[i] = images.some(Boolean)
    const macs = dilated.get(i) ?? macsOf(node)
    cost.macs += macs
    if (node.op.endsWith('MatMul') || node.op === 'BatchMatMulV2') cost.products += images.every(Boolean) ? macs : 0
    if (node.within.some(({ name }) => name === 'attention')) cost.attention += macs
    if (fromImage[i] && !views.has(node.op)) cost.activationBytes += 4 * node.outputs.reduce((sum, { shape }) => sum + sizeOf(shape), 0)
  })
  return { macs: cost.macs, macsWithoutAttentionProducts: cost.macs - cost.products, attentionShare: cost.macs ? cost.attention / cost.macs : 0, activationBytes: cost.activationBytes }
}
