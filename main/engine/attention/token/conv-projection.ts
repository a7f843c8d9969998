/** Attention with convolutional projections on a map (Wu et al. ICCV 2021, CvT). Parameters 4C² + 4C + 3k²C + 6C, and 2C for the norm. */
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { convProjectionAttention, projectedGrid } from '../conv-projection.ts'
import { mechanism } from '../mechanism.ts'
import { checkPairs } from '../memory.ts'
import { checkHeads } from '../multi-head-attention.ts'
import { onMap } from './on-map.ts'
import { biasOption, dropoutOption, headsOption } from './options.ts'

const options = z.strictObject({
  heads: headsOption,
  kernel: option(z.literal([3, 5, 7]).default(3), { en: 'Kernel of the projections', 'zh-CN': '投影卷积的核' }),
  stride: option(z.int().min(1).max(4).default(2), { en: 'Stride of keys and values', 'zh-CN': '键和值的步长' }),
  scale: option(z.enum(['head', 'width']).default('width'), { en: 'Score divided by the root of', 'zh-CN': '打分除以其平方根' }, { en: 'Sources differ: the authors take the whole width, others that of a head.', 'zh-CN': '各来源不同：作者的代码取总宽度，其他实现取每个头的宽度。' }, {
    head: { en: 'The width of a head', 'zh-CN': '每个头的宽度' },
    width: { en: 'The whole width', 'zh-CN': '总宽度' },
  }),
  bias: biasOption,
  dropout: dropoutOption,
})

export const convProjection = mechanism({
  id: 'convolutional-projection',
  name: { en: 'Attention with convolutional projections', 'zh-CN': '卷积投影注意力' },
  kind: 'map',
  group: 'tokens',
  summary: {
    en: 'Queries, keys and values are read through small convolutions, so that each already knows its surroundings. Keys and values take a stride, which makes them fewer.',
    'zh-CN': '查询、键和值都经小卷积读取，因而各自已了解周围。键和值带步长，数量因此减少。',
  },
  formula: 'y = x + W_o\\,\\big\\Vert_h\\,\\mathrm{softmax}\\!\\left(\\frac{Q_h K_h^\\top}{\\sqrt{C}}\\right) V_h, \\qquad Q = W_q\\,\\mathrm{DW}(x),\\; K = W_k\\,\\mathrm{DW}_s(x),\\; V = W_v\\,\\mathrm{DW}_s(x)',
  cost: { parameters: '4C^2 + 3k^2C + 12C', macs: '2NC^2 + \\tfrac{2NC^2}{s^2} + k^2NC\\big(1 + \\tfrac{2}{s^2}\\big) + \\tfrac{2N^2C}{s^2}' },
  paper: { title: 'CvT: Introducing Convolutions to Vision Transformers', authors: 'Wu et al.', venue: 'ICCV', year: 2021, link: 'https://arxiv.org/abs/2103.15808' },
  articles: [],
  showsPlaces: true,
  options,
  check({ heads, kernel, stride }, { channels, height, width, extra = 0 }) {
    checkHeads(channels, heads)
    const [rows, columns] = projectedGrid({ kernel, stride }, height, width)
    checkPairs({ queries: extra + height * width, keys: extra + rows * columns, heads, width: channels })
  },
  ...onMap<z.infer<typeof options>>((scope, given, tokens) => convProjectionAttention(scope, tokens, given)),
})
