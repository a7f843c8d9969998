/** BAM as the paper adds its two halves, or as a product inside the sigmoid. */
import type { Adapter } from '../adapter.ts'
import { shapeOf } from '../case.ts'
import { ofCatalogue } from '../of-catalogue.ts'
import { reductionTo } from '../reduction.ts'

const adapter: Adapter = (golden) => {
  const [channels, reduced] = shapeOf(golden, 'weight.fc1.kernel').slice(-2) as [number, number]
  const combine = /Mc\s*\*\s*Ms/.test(String(golden.config['output'])) ? 'product' : 'sum'
  const names: Record<string, string> = {
    'channels/squeeze/': 'fc1.', 'channels/squeeze/norm/': 'bn1.', 'channels/excite/': 'fc2.', 'places/reduce/': 'reduce.', 'places/reduce/norm/': 'bnr.',
    'places/dilated0/': 'd1.', 'places/dilated0/norm/': 'bnd1.', 'places/dilated1/': 'd2.', 'places/dilated1/norm/': 'bnd2.', 'places/out/': 'last.',
  }
  return {
    build: ofCatalogue(golden, 'bam', { reduction: reductionTo(channels, reduced), dilation: golden.config['dilation'] ?? 4, combine }),
    names: (ours) => ours.replace(/^.*\//, (path) => names[path] ?? path).replace('variance', 'var'),
  }
}
export default adapter
