/** The words of fovea attention. */
import type { Language } from '../../../preload/contract/text.ts'

interface AttentionWords {
  channels: string
  side: string
  errors: string
  kind: string
  shows: string
  replaces: string
  cost: string
  articles: string
  wrong: string
  options: string
  flow(shape: string): string
  seen: string
  costs(channels: number): string
  columns: Record<'side' | 'parameters' | 'macs' | 'without' | 'activations', string>
  found: string
  why: string
  repaired: string
  kinds: Record<'code' | 'claim', string>
  noEngine: string
}

export const attentionWords: Record<Language, AttentionWords> = {
  en: {
    channels: 'channels of the map that it is measured on', side: 'side of that map, in places', errors: 'list what the five articles got wrong',
    kind: 'Stands', shows: 'Shows where it looks', replaces: 'Can replace a block’s own', cost: 'Cost', articles: 'In the articles', wrong: 'Wrong there', options: 'Options',
    flow: (shape) => `How the shapes flow, on a map of ${shape}`, seen: 'the weights that Images draws',
    costs: (channels) => `What it costs on square maps of ${channels} channels`,
    columns: { side: 'Side', parameters: 'Parameters', macs: 'MACs', without: 'MACs without attention products', activations: 'Activations' },
    found: 'Found', why: 'Why', repaired: 'Repaired', kinds: { code: 'code', claim: 'claim' },
    noEngine: 'Flow and cost are measured by the engine, which is not ready here:',
  },
  'zh-CN': {
    channels: '用于测量的特征图通道数', side: '该特征图的边长（位置数）', errors: '列出五篇文章中的错误',
    kind: '位置', shows: '能显示看向何处', replaces: '可替换模块自身的', cost: '代价', articles: '文章中的说法', wrong: '其中的错误', options: '选项',
    flow: (shape) => `形状如何流动（特征图 ${shape}）`, seen: '“图片”中绘制的权重',
    costs: (channels) => `在 ${channels} 通道的正方形特征图上的代价`,
    columns: { side: '边长', parameters: '参数量', macs: 'MACs', without: '不含注意力乘积的 MACs', activations: '激活' },
    found: '现象', why: '原因', repaired: '修正', kinds: { code: '代码', claim: '说法' },
    noEngine: '形状流动与代价由引擎测量，而引擎在此尚未就绪：',
  },
}
