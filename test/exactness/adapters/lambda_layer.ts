/** timm's lambda layer with a neighbourhood. */
import { lambdaLayer } from '../../../main/engine/attention/token/lambda.ts'
import { toMap, toTokens } from '../../../main/engine/attention/tokens.ts'
import type { Adapter } from '../adapter.ts'
import { numberOf, shapeOf } from '../case.ts'

const adapter: Adapter = (golden) => {
  if (!golden.tensors.has('weight.conv_lambda.weight')) return { notCovered: 'a lambda layer with relative positions of the whole map' }
  if (golden.tensors.has('weight.qkv.bias')) return { notCovered: 'a lambda layer with biases' }
  const [, height, width, channels] = shapeOf(golden, 'input.x') as [number, number, number, number]
  if (Number(golden.config['stride'] ?? 1) !== 1) return { notCovered: 'a lambda layer with a stride' }
  return {
    names: (ours) => ours.replace('project/', 'qkv.').replace('queryNorm/', 'norm_q.').replace('valueNorm/', 'norm_v.').replace('positions/kernel', 'conv_lambda.weight').replace('positions/', 'conv_lambda.').replace('variance', 'var'),
    build(scope) {
      const layer = lambdaLayer(scope, { channels, height, width }, { heads: numberOf(golden, 'heads'), each: numberOf(golden, 'dim_head'), reach: shapeOf(golden, 'weight.conv_lambda.weight')[2]! })
      return ({ x }, ctx) => toMap(layer(toTokens(x!), ctx), height, width)
    },
  }
}
export default adapter
