/** Names of Bottleneck Transformers: timm's botnet26t and botnet50ts with their side, and the paper's botnet50, botnet101 and botnet152. */
import type { BotNetOptions } from './botnet.ts'
import type { NamedModel } from './family.ts'

const WIDTHS = [64, 128, 256, 512]

/** Blocks of the stages of the paper's, in whose last stage every block attends. */
const depths: Record<string, number[]> = { '50': [3, 4, 6, 3], '101': [3, 4, 23, 3], '152': [3, 8, 36, 3] }

type Form = Pick<BotNetOptions, 'blocks' | 'attention' | 'activation'>

/** timm's, which interleave attention with convolutions. */
const interleaved: Record<string, Form> = {
  '26t': { blocks: [2, 2, 2, 2], attention: ['none', 'none', 'alternate', 'all'], activation: 'relu' },
  '50ts': { blocks: [3, 4, 6, 3], attention: ['none', 'last', 'alternate', 'alternate'], activation: 'silu' },
}

export const botnetNames = ['botnet26t_256', 'botnet50ts_256', 'botnet50', 'botnet101', 'botnet152']

export function botnetNamed(name: string): NamedModel<BotNetOptions> | null {
  const [, size, side] = /^botnet(\d+(?:ts?)?)(?:_(\d+))?$/.exec(name) ?? []
  const form = interleaved[size ?? '']
  if (form) return { options: { ...form, widths: WIDTHS, heads: 4, position: 'bot', stem: 'tiered', stemWidth: 64, shortcut: 'projected' }, side: Number(side ?? 256), classes: 1000 }
  const blocks = depths[size ?? '']
  if (!blocks) return null
  return { options: { blocks, attention: ['none', 'none', 'none', 'all'], activation: 'relu', widths: WIDTHS, heads: 4, position: 'bot', stem: '7x7', stemWidth: 64, shortcut: 'projected' }, side: Number(side ?? 224), classes: 1000 }
}
