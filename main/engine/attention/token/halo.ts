/** Halo attention on a map (Vaswani et al. CVPR 2021). Parameters 4C² + 6C with the norm, and 4(b + 2s)C/h − 2C/h of the position. */
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../../preload/contract/errors.ts'
import { checkHalo, haloAttention } from '../halo-attention.ts'
import { mechanism } from '../mechanism.ts'
import { toMap, toTokens } from '../tokens.ts'
import { checkSide } from './side.ts'
import { onMap } from './on-map.ts'
import { biasOption, dropoutOption, headsOption, scoreOption } from './options.ts'

const options = z.strictObject({
  heads: headsOption,
  block: option(z.int().min(1).max(64).default(4), { en: 'Block', 'zh-CN': '分块' }, { en: 'Places along each side; HaloNet has 8.', 'zh-CN': '每边的位置数；HaloNet 用 8。' }),
  halo: option(z.int().min(0).max(16).default(1), { en: 'Halo', 'zh-CN': '光环' }, { en: 'Places around a block that it also sees; HaloNet has 3.', 'zh-CN': '分块四周还能看到的位置数；HaloNet 用 3。' }),
  score: scoreOption,
  relative: option(z.boolean().default(true), { en: 'Relative position', 'zh-CN': '相对位置' }),
  border: option(z.enum(['excluded', 'zeros']).default('excluded'), { en: 'Beyond the border of the map', 'zh-CN': '特征图边界之外' }, {
    en: 'Sources differ: zeros take part in the softmax in timm.',
    'zh-CN': '各来源不同：timm 让零值也参与 softmax。',
  }, { excluded: { en: 'Nothing is seen', 'zh-CN': '不参与' }, zeros: { en: 'Zeros are seen', 'zh-CN': '以零参与' } }),
  bias: biasOption,
  dropout: dropoutOption,
})

export const halo = mechanism({
  id: 'halo',
  name: { en: 'Halo attention', 'zh-CN': '光环注意力' },
  kind: 'map',
  group: 'tokens',
  summary: {
    en: 'The map is cut into blocks, and the places of a block attend to the block and a rim around it. Neighbours on both sides of a border meet without shifting the blocks.',
    'zh-CN': '特征图被切成块，块内的位置关注本块及其四周的一圈。边界两侧的邻居无需移动分块就能相遇。',
  },
  formula: 'y = x + W_o\\,\\big\\Vert_h\\,\\mathrm{softmax}\\!\\left(\\frac{Q_h K_h^\\top}{\\sqrt{d_h}} + R_h\\right) V_h, \\qquad Q: b \\times b,\\; K, V: (b+2s) \\times (b+2s)',
  cost: { parameters: '4C^2 + 6C + (4(b+2s)-2)\\tfrac{C}{h}', macs: '4NC^2 + 2N(b+2s)^2C + 2N(2(b+2s)-1)C' },
  paper: { title: 'Scaling Local Self-Attention for Parameter Efficient Visual Backbones', authors: 'Vaswani et al.', venue: 'CVPR', year: 2021, link: 'https://arxiv.org/abs/2103.12731' },
  articles: [],
  showsPlaces: true,
  options,
  check(given, { extra = 0, ...map }) {
    if (extra) throw new FoveaError('invalid', 'engine.no-extra-tokens', { mechanism: 'halo' })
    checkSide('halo', map, given.block)
    checkHalo(map, given)
  },
  ...onMap<z.infer<typeof options>>((scope, given, { channels, height, width }) => {
    const attention = haloAttention(scope, { channels, height, width }, given)
    return (x, ctx) => toTokens(attention(toMap(x, height, width), ctx))
  }),
})
