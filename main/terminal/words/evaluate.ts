/** The words of `fovea evaluate` for many images. */
import type { Language } from '../../../preload/contract/text.ts'

interface Words {
  csv: string
  look: string
  looks(image: string): string
  /** The model has no map of the kind asked for. */
  noLook(image: string): string
  model: string
  macroF1: string
  fixedBroken: string
  progress(done: string, total: string): string
  scored(n: string): string
  agree(n: string, total: string, share: string): string
  leftOut(n: number): string
  /** All rows are too many for a terminal. */
  kept(id: string): string
  savedAs(file: string): string
}

export const evaluateWords: Record<Language, Words> = {
  en: {
    csv: 'write all answers to this file', look: 'draw what the model looks at in each image: its own attention, or asked in another way',
    looks: (image) => `${image}: where the model looks (· less than evenly, █ 8 times as much or more)`, noLook: (image) => `${image}: this model has no map of this kind.`, model: 'Model', macroF1: 'Macro F1', fixedBroken: 'Fixed / broken',
    progress: (done, total) => `${done} of ${total} images`, scored: (n) => `Of ${n} labelled images, 95 % interval in brackets. One training of each model answered.`,
    agree: (n, total, share) => `All models give the same answer to ${n} of ${total} images, ${share}.`, leftOut: (n) => `Left out: ${n}`,
    kept: (id) => `Every answer: the window shows the evaluation ${id}; --csv FILE writes them.`, savedAs: (file) => `Answers: ${file}`,
  },
  'zh-CN': {
    csv: '把全部回答写入此文件', look: '画出模型在每张图片中看向哪里：自身的注意力，或以其他方式得出',
    looks: (image) => `${image}：模型看向哪里（· 少于平均，█ 达到平均的 8 倍以上）`, noLook: (image) => `${image}：此模型没有这类图。`, model: '模型', macroF1: '宏 F1', fixedBroken: '改对 / 改错',
    progress: (done, total) => `${done} / ${total} 张图片`, scored: (n) => `针对 ${n} 张有标签的图片，括号内为 95% 区间。每个模型只有一次训练作答。`,
    agree: (n, total, share) => `全部模型对 ${total} 张图片中的 ${n} 张给出相同回答，${share}。`, leftOut: (n) => `已略过：${n}`,
    kept: (id) => `全部回答：可在窗口中查看评估 ${id}，或用 --csv 文件 写出。`, savedAs: (file) => `回答：${file}`,
  },
}
