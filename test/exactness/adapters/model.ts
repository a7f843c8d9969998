/** Whole models; each family has its own file in model/. */
import type { Adapter } from '../adapter.ts'
import cct from './model/cct.ts'
import resnet from './model/resnet.ts'
import swin from './model/swin.ts'
import vit from './model/vit.ts'

/** By the class of the source. */
const families: [source: RegExp, adapter: Adapter][] = [
  [/VisionTransformer/, vit],
  [/cct\.CCT/, cct],
  [/SwinTransformer/, swin],
  [/ResNet/, resnet],
]

const adapter: Adapter = (golden) => families.find(([source]) => source.test(golden.source))?.[1](golden) ?? { notCovered: golden.source }
export default adapter
