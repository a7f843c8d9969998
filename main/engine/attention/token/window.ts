/**
 * Attention inside windows (Liu et al. ICCV 2021, Swin; CVPR 2022, Swin V2 with cosine scores and the continuous bias). A map that
 * is no multiple of the window is padded, and the padding is never looked at. Parameters 4C² + 6C with the norm, and (2w − 1)²h of the bias.
 */
import { z } from 'zod'
import { option } from '../../../../preload/contract/catalogue.ts'
import { FoveaError } from '../../../../preload/contract/errors.ts'
import { mechanism } from '../mechanism.ts'
import { positionNames } from '../positions/catalogue.ts'
import { toMap, toTokens } from '../tokens.ts'
import { checkSide } from './side.ts'
import { checkWindowAttention, windowAttention } from '../window-attention.ts'
import { onMap } from './on-map.ts'
import { biasOption, dropoutOption, headsOption, scoreOption } from './options.ts'

const positionChoices = ['relative-bias', 'continuous-bias', 'bot', 'rope-2d', 'learned', 'none'] as const

const options = z.strictObject({
  heads: headsOption,
  window: option(z.int().min(1).max(64).default(4), { en: 'Window', 'zh-CN': '窗口' }, {
    en: 'Places along each side; Swin has 7 on maps of 56 × 56.',
    'zh-CN': '每边的位置数；Swin 在 56 × 56 的特征图上用 7。',
  }),
  shift: option(z.enum(['none', 'half']).default('none'), { en: 'Shift of the windows', 'zh-CN': '窗口移位' }, {
    en: 'Shifted windows cross the borders of unshifted ones; two layers, one of each, let neighbours meet.',
    'zh-CN': '移位窗口跨越未移位窗口的边界；两层各用一种，相邻窗口才能相遇。',
  }, { none: { en: 'None', 'zh-CN': '不移位' }, half: { en: 'By half a window', 'zh-CN': '移半个窗口' } }),
  score: scoreOption,
  position: option(z.enum(positionChoices).default('relative-bias'), { en: 'Position in the window', 'zh-CN': '窗口内的位置' }, {
    en: 'Swin has the relative bias; Swin V2 the continuous one with the cosine score.',
    'zh-CN': 'Swin 用相对位置偏置；Swin V2 用连续位置偏置与余弦打分。',
  }, positionNames(positionChoices)),
  bias: biasOption,
  dropout: dropoutOption,
})

const configOf = ({ shift, ...rest }: z.infer<typeof options>) => ({ ...rest, shifted: shift === 'half', mechanism: 'window' })

export const windowMechanism = mechanism({
  id: 'window',
  name: { en: 'Window attention', 'zh-CN': '窗口注意力' },
  kind: 'map',
  group: 'tokens',
  summary: {
    en: 'Each place attends only to the places of its own window, so the cost grows with the map and not with its square. Shifted windows let what lies across a border meet.',
    'zh-CN': '每个位置只关注自己窗口内的位置，代价随特征图线性增长，而不是平方增长。移位窗口让边界两侧的内容相遇。',
  },
  formula: 'y = x + W_o\\,\\big\\Vert_h\\,\\mathrm{softmax}\\!\\left(\\frac{Q_h K_h^\\top}{\\sqrt{d_h}} + B_h\\right) V_h \\quad \\text{in each window of } w \\times w',
  cost: { parameters: '4C^2 + 6C + (2w-1)^2 h', macs: '4NC^2 + 2Nw^2C' },
  paper: { title: 'Swin Transformer: Hierarchical Vision Transformer using Shifted Windows', authors: 'Liu et al.', venue: 'ICCV', year: 2021, link: 'https://arxiv.org/abs/2103.14030' },
  articles: [],
  showsPlaces: true,
  options,
  check(given, { extra = 0, ...map }) {
    if (extra) throw new FoveaError('invalid', 'engine.no-extra-tokens', { mechanism: 'window' })
    checkSide('window', map, given.window)
    checkWindowAttention(map, configOf(given))
  },
  ...onMap<z.infer<typeof options>>((scope, given, { channels, height, width }) => {
    const attention = windowAttention(scope, { channels, height, width }, configOf(given))
    return (x, ctx) => toTokens(attention(toMap(x, height, width), ctx))
  }),
})
