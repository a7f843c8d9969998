/** TensorFlow's operations in the words of a diagram (contract: flowOperations). */
import type { FlowOperation } from '../../../preload/contract/flow.ts'
import type { RecordedNode } from '../tensorflow/recording.ts'

/** The same numbers in another order or shape. */
const views = new Set([
  'Reshape', 'Identity', 'ExpandDims', 'Squeeze', 'Transpose', 'Cast', 'Tile', 'BroadcastTo', 'Pad', 'PadV2', 'MirrorPad', 'SpaceToBatchND', 'BatchToSpaceND',
  'Slice', 'StridedSlice', 'GatherV2', 'GatherNd', 'ReverseV2', 'Split', 'SplitV', 'Unpack', 'Neg', 'StopGradient', 'Fill', 'ZerosLike',
])

const operations: Record<string, FlowOperation> = {
  Softmax: 'softmax', Sigmoid: 'sigmoid', Relu: 'relu', Relu6: 'relu', LeakyRelu: 'relu', Elu: 'elu', Softplus: 'softplus', Tanh: 'tanh', Exp: 'exp', Square: 'square', Sqrt: 'root', Rsqrt: 'root',
  Mean: 'mean', Sum: 'sum', Max: 'max', Min: 'min', MaxPool: 'max-pool', AvgPool: 'mean-pool', MatMul: 'product', BatchMatMulV2: 'product',
  Add: 'add', AddV2: 'add', AddN: 'add', Sub: 'subtract', Mul: 'multiply', RealDiv: 'divide', Maximum: 'max', Minimum: 'min', ConcatV2: 'concat', Pack: 'concat', ResizeBilinear: 'resize', NotEqual: 'mask', Greater: 'mask', GreaterEqual: 'mask', Less: 'mask', OneHot: 'one-hot', Equal: 'one-hot',
}
const layers: Record<string, FlowOperation> = {
  MatMul: 'dense', BatchMatMulV2: 'dense', Conv2D: 'convolution', DepthwiseConv2dNative: 'depthwise', FusedBatchNormV3: 'batch-norm', BiasAdd: 'add',
}

/** With two operands of the image they mean something; with one and a constant they only scale it. */
const arithmetic = new Set(['Add', 'AddV2', 'AddN', 'Sub', 'Mul', 'RealDiv', 'Maximum', 'Minimum', 'MatMul', 'BatchMatMulV2', 'ConcatV2', 'Pack', 'SelectV2', 'Select'])

/** Laid round a map for the convolution that follows; a reader draws the map. */
export const isRim = ({ op }: RecordedNode): boolean => op === 'Pad' || op === 'PadV2' || op === 'MirrorPad' || op === 'SpaceToBatchND'

/** `images`: how many different steps it reads. */
export const isView = ({ op }: RecordedNode, images: number): boolean => images === 1 && (views.has(op) || arithmetic.has(op))

export const operationOf = ({ op }: RecordedNode): string => operations[op] ?? op
export const layerOperationOf = ({ op }: RecordedNode): string => layers[op] ?? operationOf({ op } as RecordedNode)

/** 7×7 for a kernel larger than one place. */
export function kernelOf({ op, inputs }: RecordedNode): string {
  const [height = 1, width = 1] = op === 'Conv2D' || op === 'DepthwiseConv2dNative' ? (inputs[1]?.shape ?? []) : []
  return height * width > 1 ? `${height}×${width}` : ''
}
