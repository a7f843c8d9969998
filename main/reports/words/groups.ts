/** What is said of two groups of runs before their difference is trusted, in both languages. */
import { thousands } from '../../../preload/contract/format.ts'
import type { Language } from '../../../preload/contract/text.ts'

export interface Differing { path: string; before: string; after: string }

export interface GroupWords {
  sameImages(images: number): string
  sameTraining: string
  trainingDiffers(settings: Differing[]): string
  modelDiffers(settings: Differing[]): string
  sameModel: string
  manyDiffer: string
  mixed(side: 'before' | 'after', paths: string[]): string
  paired(seeds: number[]): string
  repeated(side: 'before' | 'after'): string
  leftOut(seeds: number[]): string
  independent: string
  environment(settings: Differing[]): string
  parameters(ratio: string): string
  macs(ratio: string): string
  more(names: string[], others: number): string
}

const list = (settings: Differing[], between: string) => settings.map(({ path, before, after }) => `${path} ${before} → ${after}`).join(between)

export const groupWords: Record<Language, GroupWords> = {
  en: {
    sameImages: (n) => `The same ${thousands(n)} test images, by their fingerprint`,
    sameTraining: 'The same training settings',
    trainingDiffers: (settings) => `Trained differently: ${list(settings, '; ')}`,
    modelDiffers: (settings) => `What differs in the models: ${list(settings, '; ')}`,
    sameModel: 'The models are the same',
    manyDiffer: 'More than one setting differs: the difference cannot be put down to one of them',
    mixed: (side, paths) => `${side === 'before' ? 'The reference' : 'The other group'} is not of one kind (${paths.join(', ')}): its answer is the majority of all its runs`,
    paired: (seeds) => (seeds.length === 1 ? `Paired by one seed: ${seeds[0]}` : `Paired by ${seeds.length} seeds: ${seeds.join(', ')}`),
    repeated: (side) => `${side === 'before' ? 'The reference' : 'The other group'} has several runs of a seed: their mean counts as one`,
    leftOut: (seeds) => `Left out, as only one group has them: seed${seeds.length === 1 ? '' : 's'} ${seeds.join(', ')}`,
    independent: 'Too few seeds in common to pair them: the groups count as two independent ones (Welch)',
    environment: (settings) => `Not from the same environment: ${list(settings, '; ')}`,
    parameters: (ratio) => `The parameters are ${ratio} times those of the reference`,
    macs: (ratio) => `The MACs are ${ratio} times those of the reference`,
    more: (names, others) => `${names.join(' + ')} + ${others} more`,
  },
  'zh-CN': {
    sameImages: (n) => `同样的 ${thousands(n)} 张测试图片，指纹一致`,
    sameTraining: '训练设置相同',
    trainingDiffers: (settings) => `训练方式不同：${list(settings, '；')}`,
    modelDiffers: (settings) => `模型的不同之处：${list(settings, '；')}`,
    sameModel: '模型相同',
    manyDiffer: '不止一项设置不同：无法把差别归于其中某一项',
    mixed: (side, paths) => `${side === 'before' ? '参照组' : '另一组'}并非同一种（${paths.join('、')}）：其答案取全部运行的多数`,
    paired: (seeds) => `按 ${seeds.length} 个种子配对：${seeds.join('、')}`,
    repeated: (side) => `${side === 'before' ? '参照组' : '另一组'}中同一种子有多次运行：取其平均，只计一次`,
    leftOut: (seeds) => `未计入，只有一组有这些种子：${seeds.join('、')}`,
    independent: '共同的种子太少，无法配对：两组视为独立（Welch）',
    environment: (settings) => `环境不同：${list(settings, '；')}`,
    parameters: (ratio) => `参数量是参照组的 ${ratio} 倍`,
    macs: (ratio) => `MACs 是参照组的 ${ratio} 倍`,
    more: (names, others) => `${names.join(' + ')} 等 ${names.length + others} 个模型`,
  },
}
