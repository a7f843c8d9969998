/** 数据集：列表、导入、单个数据集。 */
export default {
  count: '{n} 个数据集', here: '本机上的数据集', empty: '还没有数据集', emptyText: '添加 Fovea 自带的数据集，或拖入您自己的文件夹。开始对比时会自动生成所需的数据集。', again: '重试',
  name: '名称', images: '训练 + 测试', classesHead: '类别', size: '像素', disk: '磁盘占用', fingerprint: '指纹', skippedShort: '{n} 个未收入', warningsShort: '{n} 条须知',
  chooseFolder: '选择文件夹', own: '您自己的图片', ownText: '拖入每类一个子文件夹的文件夹，或内含“train”和“test”两个文件夹的文件夹。可读取 JPEG、PNG、WebP、TIFF、GIF 和 BMP。图片不会离开这台计算机。',
  toAdd: '可以添加', toAddText: '在本机生成，或下载', options: '选项', isHere: '已有', add: '添加', fetch: '下载', addNamed: '添加 {name}', fetchNamed: '下载 {name}',
  source: { embedded: '随 Fovea 提供', generated: '由种子生成', download: '从发布者处下载', folder: '您自己的' },
  files: '{n} 个文件', classFolders: '{n} 个类别文件夹', added: '已添加 {name}。', stopped: '已停止 {name}，未保留任何内容。', stop: '停止', of: '{done} / {total}',
  doing: { beginning: '进行中', sending: '正在复制到 Fovea', reading: '正在读取图片', downloading: '正在下载', unpacking: '正在解压', packing: '正在打包图片', checking: '正在检查', measuring: '正在测量' },
  import: {
    title: '导入 {folder}', holds: '{files}，{classes}，{size}', name: '名称', size: '边长（像素）', testShare: '测试图片比例', seed: '划分的种子', cancel: '暂不导入', start: '导入',
    how: '每张图片放入此边长的正方形。每类的 {share} 由种子选作测试图片；同一图片的副本总在同一侧。名为“train”和“test”的文件夹保持原样。划分随数据集保存，因此所有对比都用同一划分。',
    classesNeeded: '需要两个类别文件夹。请把每类图片放入各自的文件夹，再拖入包含它们的文件夹。', tooLarge: '{files}超过 {size}，将不导入。',
  },
  train: '训练', test: '测试', pixels: '像素', onDisk: '大小', samples: '图片', more: '其余 {n} 个',
  imagesIn: '{images} 张图片，{classes} 类', perClass: '各类图片数', facts: '要点', licence: '许可', attribution: '来源', created: '生成于',
  remove: '移除', removed: '{name} 已移到回收站', notRestored: '无法恢复 {name}', compareOn: '在这些图片上对比', unknown: '没有这个数据集',
  classCount: '{name} {all}：{train} 张训练，{test} 张测试', skipped: '{n} 个文件未收入', toKnow: '须知',
  split: '划分', all: '全部', none: '这里没有图片。', sample: '{name}，第 {index} 张', range: '{from} 至 {to}，共 {total}', before: '上一页', after: '下一页',
}
