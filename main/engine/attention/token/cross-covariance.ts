/** Cross-covariance attention on a map (El-Nouby et al. NeurIPS 2021, XCiT). Parameters 4C² + 4C + h, and 2C for the norm. */
import { z } from 'zod'
import { crossCovarianceAttention } from '../cross-covariance.ts'
import { mechanism } from '../mechanism.ts'
import { checkHeads } from '../multi-head-attention.ts'
import { checkPosition } from '../positions/catalogue.ts'
import { onMap, placed, tokenPositionOption } from './on-map.ts'
import { biasOption, headsOption } from './options.ts'

const options = z.strictObject({ heads: headsOption, position: tokenPositionOption('none'), bias: biasOption })

export const crossCovariance = mechanism({
  id: 'cross-covariance',
  name: { en: 'Cross-covariance attention (XCA)', 'zh-CN': '互协方差注意力（XCA）' },
  kind: 'map',
  group: 'tokens',
  summary: {
    en: 'Channels attend to channels: two channels that are strong at the same places take from each other. The cost grows with the places and not with their square, and no place looks at another one by itself.',
    'zh-CN': '由通道关注通道：在相同位置都强的两个通道互相取用。代价随位置数线性增长，而不是平方增长，但没有位置单独关注另一个位置。',
  },
  formula: 'y = x + W_o\\,\\big\\Vert_h\\, V_h\\,\\mathrm{softmax}\\!\\big(\\hat K_h^\\top \\hat Q_h\\,\\tau_h\\big)',
  cost: { parameters: '4C^2 + 6C + h', macs: '4NC^2 + \\tfrac{2NC^2}{h}' },
  paper: { title: 'XCiT: Cross-Covariance Image Transformers', authors: 'El-Nouby et al.', venue: 'NeurIPS', year: 2021, link: 'https://arxiv.org/abs/2106.09681' },
  articles: [],
  showsPlaces: false,
  options,
  check({ heads, position }, { channels }) {
    checkHeads(channels, heads)
    checkPosition(position, channels)
  },
  ...onMap<z.infer<typeof options>>((scope, { heads, position, bias }, tokens) =>
    placed(scope, position, tokens, crossCovarianceAttention(scope, { width: tokens.channels, heads, bias }))),
})
