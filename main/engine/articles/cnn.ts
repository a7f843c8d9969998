/** Article 001: softmax pooling, self-attention on a map, and where attention is said to be used. */
import type { ArticleFault } from '../../../preload/contract/article.ts'

export const cnnFaults: ArticleFault[] = [
  {
    id: 'pooling-bias', article: '001', kind: 'code', mechanism: 'softmax-pooling',
    title: { en: 'A bias that can never learn', 'zh-CN': '永远学不到东西的偏置' },
    found: {
      en: 'The score of each place is a 1×1 convolution with a bias, and a softmax over all places follows. Pooling itself is right.',
      'zh-CN': '每个位置的得分由带偏置的 1×1 卷积给出，随后对所有位置做 softmax。池化本身是对的。',
    },
    why: {
      en: 'The same number added to every score does not change their softmax. The bias changes nothing in the output and its gradient is 0: a parameter that is counted and trained for nothing.',
      'zh-CN': '所有得分加上同一个数，softmax 不变。这个偏置不影响输出，梯度恒为 0，是白白计入并参与训练的参数。',
    },
    repaired: { en: 'The score has no bias: C parameters.', 'zh-CN': '打分不带偏置：共 C 个参数。' },
    formulas: { found: 'a = \\mathrm{softmax}_N(xw + b)', repaired: 'a = \\mathrm{softmax}_N(xw)' },
  },
  {
    id: 'heads-as-width', article: '001', kind: 'code', mechanism: 'conv-multi-head',
    title: { en: 'num_heads makes no heads', 'zh-CN': 'num_heads 并没有产生多个头' },
    found: {
      en: 'Queries, keys and values all get C / num_heads channels and one map of N × N weights is computed. With num_heads = 4 there is one head on a quarter of the width.',
      'zh-CN': '查询、键和值都只有 C / num_heads 个通道，并且只计算一张 N × N 的权重图。num_heads = 4 时，得到的是四分之一宽度上的一个头。',
    },
    why: {
      en: 'Several heads look at the image in several ways at once; here more “heads” only make the one look narrower. The name promises what the code does not do.',
      'zh-CN': '多个头应同时以多种方式观察图像；这里“头”越多，唯一的那个头反而越窄。名字所承诺的，代码并没有做到。',
    },
    repaired: { en: 'Every head has its own C / h channels of all three, its own map, and the results are put side by side before the output convolution.', 'zh-CN': '每个头在查询、键、值中各有自己的 C / h 个通道和自己的权重图，结果拼接后再做输出卷积。' },
    formulas: {
      found: '\\mathrm{softmax}\\!\\left(\\frac{QK^\\top}{\\sqrt{C/h}}\\right)V,\\quad Q, K, V \\in \\mathbb{R}^{N \\times C/h}',
      repaired: '\\big\\Vert_{i=1}^{h}\\,\\mathrm{softmax}\\!\\left(\\frac{Q_i K_i^\\top}{\\sqrt{C/h}}\\right)V_i',
    },
  },
  {
    id: 'no-residual', article: '001', kind: 'code', mechanism: 'sagan',
    title: { en: 'No residual, no γ, no position', 'zh-CN': '没有残差、没有 γ、没有位置' },
    found: {
      en: 'What attention gives takes the place of the map. Shuffling the places of the input shuffles the output in the same way and changes nothing else.',
      'zh-CN': '注意力的输出直接取代特征图。打乱输入的位置，输出只是随之打乱，别无变化。',
    },
    why: {
      en: 'Put into a trained network it throws away what that network had, from the first step on. And without a position it cannot tell left from right: only which features there are, not where.',
      'zh-CN': '插入已训练的网络后，从第一步起就丢掉了网络原有的特征。没有位置信息，它分不清左右：只知道有哪些特征，不知道在哪里。',
    },
    repaired: { en: 'The map is added back, and γ starts at 0, so that the block begins as doing nothing; a position is added where the order matters.', 'zh-CN': '加回原特征图，γ 从 0 开始，使模块起步时不起作用；在位置重要之处加入位置编码。' },
    formulas: { found: 'y = \\mathrm{attention}(x)', repaired: 'y = x + \\gamma\\,\\mathrm{attention}(x + p),\\quad \\gamma_0 = 0' },
  },
  {
    id: 'detection-claim', article: '001', kind: 'claim',
    title: { en: 'YOLOv4 and EfficientDet', 'zh-CN': 'YOLOv4 与 EfficientDet' },
    found: { en: 'Both are named as detectors that brought in attention.', 'zh-CN': '称两者都引入了注意力机制。' },
    why: {
      en: 'For EfficientDet that is true of its fusion, which weighs the scales. The released YOLOv4 has none: the spatial attention of its paper stands in a variant (SAM) and not in the published configuration.',
      'zh-CN': '就 EfficientDet 而言，其融合确实对各尺度加权，说法成立。发布的 YOLOv4 并没有注意力：论文中的空间注意力属于 SAM 变体，不在公开的配置中。',
    },
    repaired: { en: 'EfficientDet’s weighted fusion (BiFPN) is an example; YOLOv4 as released is not.', 'zh-CN': 'EfficientDet 的加权融合（BiFPN）是例子，发布的 YOLOv4 不是。' },
  },
  {
    id: 'segmentation-claim', article: '001', kind: 'claim',
    title: { en: 'U-Net++ and DeepLab', 'zh-CN': 'U-Net++ 与 DeepLab' },
    found: { en: 'Both are named as segmentation models with attention.', 'zh-CN': '称两者都使用了注意力机制。' },
    why: { en: 'Neither has any: U-Net++ has dense skip connections, DeepLab dilated convolutions at several rates.', 'zh-CN': '两者都没有：U-Net++ 用的是密集跳跃连接，DeepLab 用的是多种膨胀率的空洞卷积。' },
    repaired: { en: 'Attention U-Net (Oktay et al. 2018) is the real case: a gate on each skip connection.', 'zh-CN': 'Attention U-Net（Oktay 等，2018）才是真正的例子：在每条跳跃连接上设门控。' },
  },
  {
    id: 'pose-claim', article: '001', kind: 'claim',
    title: { en: 'HRNet and OpenPose', 'zh-CN': 'HRNet 与 OpenPose' },
    found: { en: 'Both are named as pose estimators with attention.', 'zh-CN': '称两者都引入了注意力机制。' },
    why: { en: 'Neither has any: HRNet keeps several resolutions side by side, OpenPose refines heatmaps in stages.', 'zh-CN': '两者都没有：HRNet 并行保留多种分辨率，OpenPose 分阶段细化热图。' },
    repaired: { en: 'Attention can be put into such networks, and then it must be compared with the same network without it.', 'zh-CN': '可以把注意力加入这类网络，但必须与不加的同一网络作比较。' },
  },
]
