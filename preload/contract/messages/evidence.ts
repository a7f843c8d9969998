/** Messages of evidence: groups of runs, curves of a class, near images. Code → [what happened, what to do next]. */
import type { Messages } from './index.ts'

export const evidence: Messages = {
  en: {
    'evidence.other-images': ['The runs {first} and {second} were tested on different images, so there is no telling which model is better.', 'Choose runs of one dataset with one split.'],
    'evidence.run-twice': ['The run {id} stands in both groups.', 'Take it out of one of them.'],
    'evidence.unfinished': ['The run {id} has no answers to the test images.', 'Choose finished runs, or let it finish first.'],
    'evidence.too-many-runs': ['The answers of these {runs} runs take {megabytes} MB, more than Fovea reads at once.', 'Choose fewer: about {most} of such runs fit, both groups together.'],
    'evidence.no-class': ['There is no class {index} here: {classes} classes count from 0.', 'Choose one of those shown.'],
    'evidence.not-test-image': ['Image {index} is a training image; near images are looked for to a test image, among the training images.', 'Choose a test image, {first} to {last}.'],
    'evidence.no-dataset': ['The training images of {dataset} are not on this computer, so nothing can be looked for among them.', 'Prepare or import the dataset first; it must be the one that the runs were trained on.'],
  },
  'zh-CN': {
    'evidence.other-images': ['运行 {first} 与 {second} 用不同的图片测试，无法判断哪个模型更好。', '选择同一数据集、同一划分的运行。'],
    'evidence.run-twice': ['运行 {id} 同时在两组中。', '从其中一组移除它。'],
    'evidence.unfinished': ['运行 {id} 没有对测试图片的回答。', '选择已完成的运行，或先让它完成。'],
    'evidence.too-many-runs': ['这 {runs} 个运行的回答共 {megabytes} MB，超出 Fovea 一次读取的上限。', '请少选一些：两组合计约可容纳 {most} 个这样的运行。'],
    'evidence.no-class': ['这里没有类别 {index}：共 {classes} 个类别，从 0 数起。', '选择列出的类别。'],
    'evidence.not-test-image': ['图片 {index} 是训练图片；相近图片的查找以测试图片为准，在训练图片中进行。', '选择测试图片，编号 {first} 至 {last}。'],
    'evidence.no-dataset': ['本机没有 {dataset} 的训练图片，无法在其中查找。', '先准备或导入该数据集；须与运行训练时所用的相同。'],
  },
}
