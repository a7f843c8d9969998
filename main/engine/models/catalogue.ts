/** All model families, one line each, and the models built from a variant. */
import type { Variant } from '../../../preload/contract/plan.ts'
import type { Layer } from '../layers/context.ts'
import { Scope } from '../layers/scope.ts'
import { botnet } from './botnet.ts'
import { cait } from './cait.ts'
import { cct } from './cct.ts'
import { coatnet } from './coatnet.ts'
import { convMixer } from './convmixer.ts'
import { cvt } from './cvt.ts'
import { edgeNeXt } from './edgenext.ts'
import { efficientNet } from './efficientnet.ts'
import type { Family } from './family.ts'
import { fuser, inserter, replacer } from './insertions.ts'
import { levit } from './levit.ts'
import { mobileNet } from './mobilenet.ts'
import { mobileVit } from './mobilevit.ts'
import { pvt } from './pvt.ts'
import { resnet } from './resnet.ts'
import { resnetImageNet } from './resnet-imagenet.ts'
import { resolved, type Images } from './resolve.ts'
import { smallCnn } from './small-cnn.ts'
import { swin } from './swin.ts'
import { vit } from './vit.ts'
import { xcit } from './xcit.ts'

export const models: readonly Family[] = [
  smallCnn,
  resnet,
  resnetImageNet,
  mobileNet,
  efficientNet,
  convMixer,
  mobileVit,
  cct,
  vit,
  pvt,
  levit,
  edgeNeXt,
  xcit,
  cvt,
  cait,
  swin,
  botnet,
  coatnet,
]

export interface Task extends Images {
  classes: number
}

/** (B, H, W, C) → logits (B, classes). Throws a FoveaError that names what is wrong with the variant and what is allowed. */
export function buildModel(scope: Scope, variant: Pick<Variant, 'model' | 'with' | 'insert'>, { classes, ...images }: Task): Layer {
  const { family, options, insertions } = resolved(models, variant, images)
  return family.build(scope, options, { shape: images.shape, classes, inserted: inserter(insertions), fused: fuser(insertions), replaced: replacer(insertions) })
}

/** Trainable numbers of a variant, without making them. */
export function countParameters(variant: Pick<Variant, 'model' | 'with' | 'insert'>, task: Task): number {
  const scope = Scope.counting()
  buildModel(scope, variant, task)
  return scope.parameters()
}
