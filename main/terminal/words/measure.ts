/** Words of "runs measure". */
import type { Language } from '../../../preload/contract/text.ts'

export interface MeasureWords {
  about: string
  latency: string
  faithfulness: string
  columns: Record<'latency' | 'deletion' | 'insertion' | 'pointing' | 'overlap' | 'map', string>
  /** Below the table. */
  read: string
  passes(passes: number, device: string): string
  disturbed(share: string): string
  images(count: number): string
  kinds: Record<'attention' | 'gate' | 'grad-cam', string>
}

export const measureWords: Record<Language, MeasureWords> = {
  en: {
    about: 'measure what an answer takes, and how faithful the maps are', latency: 'the time of one answer', faithfulness: 'how much the answers rest on what the maps show',
    columns: { latency: 'Latency, ms (10–90 %)', deletion: 'Deletion', insertion: 'Insertion', pointing: 'Pointing, %', overlap: 'IoU', map: 'Map' },
    read: 'In brackets: places in random order; those nearest the middle first. A faithful map has a lower deletion and a higher insertion than both.',
    passes: (passes, device) => `Latency: median of ${passes} warm passes of one image, the runs in turns, on ${device}.`,
    disturbed: (share) => `Meanwhile other processes used up to ${share} of the processors: undisturbed, it may be quicker.`,
    images: (count) => `Faithfulness: ${count} test images of each run, the classes in turn.`,
    kinds: { attention: 'attention', gate: 'gate', 'grad-cam': 'Grad-CAM' },
  },
  'zh-CN': {
    about: '测量一次回答的耗时，以及注意力图的忠实度', latency: '一次回答的耗时', faithfulness: '回答在多大程度上依赖注意力图所示之处',
    columns: { latency: '延迟，毫秒（10–90 %）', deletion: '删除', insertion: '插入', pointing: '指向，%', overlap: 'IoU', map: '图' },
    read: '括号内：随机次序；离中心最近者优先。忠实的图，其删除值低于两者，插入值高于两者。',
    passes: (passes, device) => `延迟：${device} 上单张图片 ${passes} 次预热后推理的中位数，各运行轮流进行。`,
    disturbed: (share) => `测量期间，其他进程最多占用处理器的 ${share}：不受干扰时可能更快。`,
    images: (count) => `忠实度：每次运行用 ${count} 张测试图片，各类别轮流取。`,
    kinds: { attention: '注意力', gate: '门控', 'grad-cam': 'Grad-CAM' },
  },
}
