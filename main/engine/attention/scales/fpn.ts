/** The feature pyramid as a control without attention: maps of all scales are added, each as much as any other. */
import { z } from 'zod'
import { featurePyramid } from './feature-pyramid.ts'
import { fusion, intoCoarsest, widthOption } from './fusion.ts'

export const fpn = fusion({
  id: 'fpn',
  name: { en: 'Feature pyramid (FPN)', 'zh-CN': '特征金字塔 FPN' },
  summary: { en: 'Maps of several scales are brought to one width and added from coarse to fine. Nothing is weighed: it is the control for the fusions that choose.', 'zh-CN': '把多个尺度的特征图统一通道数，由粗到细逐级相加。不作任何加权，是会选择的融合方式的对照。' },
  formula: 'P_l = W_{3\\times 3} * \\big(W_{1\\times 1} X_l + \\mathrm{up}(P\'_{l+1})\\big)',
  cost: { parameters: 'd\\sum_l C_l + 9Ld^2 + 2Ld + dC + C', macs: '\\sum_l N_l (C_l d + 9 d^2) + NdC' },
  paper: { title: 'Feature Pyramid Networks for Object Detection', authors: 'Lin et al.', venue: 'CVPR', year: 2017, link: 'https://arxiv.org/abs/1612.03144' },
  articles: [],
  showsPlaces: false,
  options: z.strictObject({ width: widthOption }),
  check() {},
  fuse: (scope, { width }, inputs) => intoCoarsest(scope, featurePyramid(scope, { channels: inputs.map(({ channels }) => channels), width }), width, inputs),
})
