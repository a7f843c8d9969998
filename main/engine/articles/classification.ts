/** Article 003: what N is, and a comparison that is promised. */
import type { ArticleFault } from '../../../preload/contract/article.ts'

export const classificationFaults: ArticleFault[] = [
  {
    id: 'samples-for-tokens', article: '003', kind: 'claim', mechanism: 'multi-head',
    title: { en: 'N is the number of tokens', 'zh-CN': 'N 是词元数而非样本数' },
    found: { en: 'The formula is right, and N, the number of rows of X, is explained as the number of samples. Read so, the map of weights would lie between the images of a batch.', 'zh-CN': '公式正确，但把 X 的行数 N 解释为样本数。照此理解，权重图就成了一批图像之间的关系。' },
    why: {
      en: 'Rows are the tokens of one image: patches or places. Built over samples, the answer for an image would change with the images beside it.',
      'zh-CN': '各行是同一幅图像的词元：图像块或位置。若按样本计算，一幅图像的答案会随同批的其他图像而变。',
    },
    repaired: { en: 'One map of N × N for each image, over its N places; images never meet.', 'zh-CN': '每幅图像各有一张 N × N 的图，覆盖它自己的 N 个位置；图像之间互不相干。' },
    formulas: { found: 'X \\in \\mathbb{R}^{B \\times d},\\quad A \\in \\mathbb{R}^{B \\times B}', repaired: 'X \\in \\mathbb{R}^{B \\times N \\times d},\\quad A \\in \\mathbb{R}^{B \\times N \\times N}' },
  },
  {
    id: 'promised-comparison', article: '003', kind: 'claim',
    title: { en: 'Gains without a number', 'zh-CN': '没有数字的提升' },
    found: { en: 'Better accuracy on CIFAR-10 or ImageNet is announced, and no result is shown.', 'zh-CN': '宣称在 CIFAR-10 或 ImageNet 上提升准确率，却没有给出任何结果。' },
    why: { en: 'Whether attention helps depends on the images, the network and the training; often there is no evidence of a difference.', 'zh-CN': '注意力是否有用取决于图像、网络和训练；很多时候没有证据显示有差别。' },
    repaired: { en: 'A comparison with a baseline of the same training, several seeds and a paired test. It is what Fovea is for.', 'zh-CN': '与相同训练条件的基线比较，使用多个种子和配对检验。这正是 Fovea 的用途。' },
  },
]
