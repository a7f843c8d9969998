/** All model families, one line each, and the models built from a variant. */
import type { Variant } from '../../../preload/contract/plan.ts'
import type { Layer } from '../layers/context.ts'
import { Scope } from '../layers/scope.ts'
import { cct } from './cct.ts'
import type { Family, ImageShape } from './family.ts'
import { inserter, replacer } from './insertions.ts'
import { resnet } from './resnet.ts'
import { resolved } from './resolve.ts'
import { smallCnn } from './small-cnn.ts'
import { vit } from './vit.ts'

export const models: readonly Family[] = [
  smallCnn,
  resnet,
  cct,
  vit,
]

export interface Task {
  shape: ImageShape
  classes: number
}

/** (B, H, W, C) → logits (B, classes). Throws a FoveaError that names what is wrong with the variant and what is allowed. */
export function buildModel(scope: Scope, variant: Pick<Variant, 'model' | 'with' | 'insert'>, { shape, classes }: Task): Layer {
  const { family, options, insertions } = resolved(models, variant, shape)
  return family.build(scope, options, { shape, classes, inserted: inserter(insertions), replaced: replacer(insertions) })
}

/** Trainable numbers of a variant, without making them. */
export function countParameters(variant: Pick<Variant, 'model' | 'with' | 'insert'>, task: Task): number {
  const scope = Scope.counting()
  buildModel(scope, variant, task)
  return scope.parameters()
}
