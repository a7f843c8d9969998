/** A mechanism's own shape flow and cost, taken from a recorded pass: what its diagram and its cost curve are drawn from. */
import { z } from 'zod'
import { Problem } from './errors.ts'
import { Cost } from './run.ts'
import type { Text } from './text.ts'

/** What can happen to a tensor, in the words of every diagram; a part that runs in named(…) is drawn by its name here. */
export const flowOperations = {
  dense: { en: 'linear layer', 'zh-CN': '线性层' },
  convolution: { en: 'convolution', 'zh-CN': '卷积' },
  depthwise: { en: 'depthwise convolution', 'zh-CN': '逐通道卷积' },
  'batch-norm': { en: 'batch norm', 'zh-CN': '批归一化' },
  'layer-norm': { en: 'layer norm', 'zh-CN': '层归一化' },
  'group-norm': { en: 'group norm', 'zh-CN': '组归一化' },
  'rms-norm': { en: 'RMS norm', 'zh-CN': 'RMS 归一化' },
  product: { en: 'product', 'zh-CN': '矩阵乘积' },
  'weighted-sum': { en: 'weighted sum', 'zh-CN': '加权和' },
  softmax: { en: 'softmax', 'zh-CN': 'softmax' },
  sigmoid: { en: 'sigmoid', 'zh-CN': 'sigmoid' },
  'hard-sigmoid': { en: 'hard sigmoid', 'zh-CN': 'hard sigmoid' },
  relu: { en: 'ReLU', 'zh-CN': 'ReLU' },
  elu: { en: 'ELU', 'zh-CN': 'ELU' },
  gelu: { en: 'GELU', 'zh-CN': 'GELU' },
  silu: { en: 'SiLU', 'zh-CN': 'SiLU' },
  'hard-swish': { en: 'hard swish', 'zh-CN': 'hard swish' },
  mish: { en: 'Mish', 'zh-CN': 'Mish' },
  softplus: { en: 'softplus', 'zh-CN': 'softplus' },
  tanh: { en: 'tanh', 'zh-CN': 'tanh' },
  exp: { en: 'exp', 'zh-CN': 'exp' },
  square: { en: 'square', 'zh-CN': '平方' },
  root: { en: 'square root', 'zh-CN': '平方根' },
  mean: { en: 'mean', 'zh-CN': '均值' },
  sum: { en: 'sum', 'zh-CN': '求和' },
  max: { en: 'maximum', 'zh-CN': '最大值' },
  min: { en: 'minimum', 'zh-CN': '最小值' },
  'max-pool': { en: 'max pooling', 'zh-CN': '最大池化' },
  'mean-pool': { en: 'mean pooling', 'zh-CN': '平均池化' },
  add: { en: '+', 'zh-CN': '+' },
  subtract: { en: '−', 'zh-CN': '−' },
  multiply: { en: '×', 'zh-CN': '×' },
  divide: { en: '÷', 'zh-CN': '÷' },
  concat: { en: 'concatenate', 'zh-CN': '拼接' },
  mask: { en: 'mask', 'zh-CN': '掩码' },
  'one-hot': { en: 'one-hot', 'zh-CN': '独热编码' },
  'random-features': { en: 'random features', 'zh-CN': '随机特征' },
  'pseudo-inverse': { en: 'pseudo-inverse', 'zh-CN': '伪逆' },
  caption: { en: 'caption, read word by word', 'zh-CN': '逐词读说明文字' },
  normalize: { en: 'unit length', 'zh-CN': '单位长度' },
  distances: { en: 'squared distances', 'zh-CN': '距离平方' },
  resize: { en: 'resize', 'zh-CN': '缩放' },
} as const satisfies Record<string, Text>
export type FlowOperation = keyof typeof flowOperations

/**
 * input and output: the map before and after. layer: something with weights, under the last part of their path. operation: without
 * weights, named in flowOperations or by the operation itself. Views of the same numbers are left out; shapes are those of one image.
 */
export const FlowStep = z.object({
  id: z.int(),
  kind: z.enum(['input', 'output', 'layer', 'operation']),
  name: z.string(),
  operation: z.string(),
  /** Side of a kernel, such as 7×7. */
  detail: z.string(),
  /** As the next step takes it. */
  shape: z.array(z.int()),
  from: z.array(z.object({ step: z.int(), shape: z.array(z.int()) })),
  /** These are the weights that Images draws. */
  seen: z.boolean(),
})
export type FlowStep = z.infer<typeof FlowStep>

/** A mechanism with options, alone on a map of so many channels. */
export const MechanismChoice = z.object({ mechanism: z.string().min(1).max(200), with: z.record(z.string(), z.unknown()).default({}), channels: z.int().min(1).max(8192) })

/** Steps stand behind those they read. */
export const Flow = z.object({ steps: z.array(FlowStep), cost: Cost })
export type Flow = z.infer<typeof Flow>

/** What a mechanism costs on a square map of this side; a problem where it cannot stand there. */
export const SizedCost = z.object({ side: z.int(), cost: Cost.nullable(), problem: Problem.nullable() })
export type SizedCost = z.infer<typeof SizedCost>

export const shapeWords = (shape: readonly number[]): string => shape.join('×') || '1'

const known = (operation: string): Text | undefined => (flowOperations as Record<string, Text>)[operation]

/** What a step is called: a layer by its name, the rest by what they do. */
export function stepWords({ kind, name, operation, detail }: Pick<FlowStep, 'kind' | 'name' | 'operation' | 'detail'>): Text {
  if (kind === 'input' || kind === 'output') return name
  if (kind === 'layer' && name) return [name, detail].filter(Boolean).join(' ')
  const words = known(operation) ?? operation
  return detail ? (typeof words === 'string' ? `${words} ${detail}` : { en: `${words.en} ${detail}`, 'zh-CN': `${words['zh-CN']} ${detail}` }) : words
}

/** What a layer with a name does; nothing to add for the others. */
export const layerWords = (step: Pick<FlowStep, 'kind' | 'name' | 'operation'>): Text => (step.kind === 'layer' && step.name ? (known(step.operation) ?? step.operation) : '')

/** Steps that follow each other and nothing else, in a row. */
export function rowsOf(steps: readonly FlowStep[]): FlowStep[][] {
  const readers = (id: number) => steps.filter(({ from }) => from.some(({ step }) => step === id)).length
  const rowOf = new Map<number, FlowStep[]>()
  const rows: FlowStep[][] = []
  for (const step of steps) {
    const [only] = step.from
    const before = only && step.from.length === 1 ? steps[only.step] : undefined
    const joins = before && before.kind !== 'input' && step.kind !== 'output' && readers(before.id) === 1
    const row = joins ? rowOf.get(before.id)! : []
    row.push(step)
    rowOf.set(step.id, row)
    if (!joins) rows.push(row)
  }
  return rows
}
