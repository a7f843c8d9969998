/** Neighbourhood attention on a map (Hassani et al. CVPR 2023). Parameters 4C² + 6C with the norm, and (2k − 1)²h of the bias. */
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../../preload/contract/errors.ts'
import { mechanism } from '../mechanism.ts'
import { checkNeighbourhood, neighbourhoodAttention } from '../neighbourhood.ts'
import { positions } from '../positions/catalogue.ts'
import { toMap, toTokens } from '../tokens.ts'
import { checkSide } from './side.ts'
import { onMap } from './on-map.ts'
import { biasOption, dropoutOption, headsOption, scoreOption } from './options.ts'

const options = z.strictObject({
  heads: headsOption,
  kernel: option(z.literal([3, 5, 7, 9, 11, 13]).default(5), { en: 'Neighbourhood', 'zh-CN': '邻域' }, { en: 'Places along each side; NAT has 7.', 'zh-CN': '每边的位置数；NAT 用 7。' }),
  dilation: option(z.int().min(1).max(16).default(1), { en: 'Dilation', 'zh-CN': '空洞间隔' }, { en: 'Steps from one neighbour to the next.', 'zh-CN': '相邻两个邻居之间的步长。' }),
  score: scoreOption,
  relativeBias: option(z.boolean().default(true), positions['relative-bias'].name),
  bias: biasOption,
  dropout: dropoutOption,
})

export const neighbourhood = mechanism({
  id: 'neighbourhood',
  name: { en: 'Neighbourhood attention', 'zh-CN': '邻域注意力' },
  kind: 'map',
  group: 'tokens',
  summary: {
    en: 'Each place attends to the places right around it, as a convolution does, but with weights that depend on what is there. At the border the neighbourhood is moved inside, so that every place sees equally many.',
    'zh-CN': '每个位置像卷积那样只关注自己周围，但权重取决于内容。在边界处邻域移入图内，使每个位置看到同样多的位置。',
  },
  formula: 'y_i = x_i + W_o\\,\\big\\Vert_h\\,\\mathrm{softmax}\\!\\left(\\frac{q_i K_{\\rho(i)}^\\top}{\\sqrt{d_h}} + B_{\\rho(i)-i}\\right) V_{\\rho(i)}, \\qquad |\\rho(i)| = k^2',
  cost: { parameters: '4C^2 + 6C + (2k-1)^2 h', macs: '4NC^2 + 2Nk^2C' },
  paper: { title: 'Neighborhood Attention Transformer', authors: 'Hassani et al.', venue: 'CVPR', year: 2023, link: 'https://arxiv.org/abs/2204.07143' },
  articles: [],
  showsPlaces: true,
  options,
  check(given, { extra = 0, ...map }) {
    if (extra) throw new FoveaError('invalid', 'engine.no-extra-tokens', { mechanism: 'neighbourhood' })
    checkSide('neighbourhood', map, given.kernel)
    checkNeighbourhood(map, given)
  },
  ...onMap<z.infer<typeof options>>((scope, given, { channels, height, width }) => {
    const attention = neighbourhoodAttention(scope, { channels, height, width }, given)
    return (x, ctx) => toTokens(attention(toMap(x, height, width), ctx))
  }),
})
