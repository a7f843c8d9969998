export default {
  title: '运行', count: '没有运行 | {n} 次运行 | {n} 次运行', filter: '按模型、对比、数据集或种子筛选', state: '状态', any: '所有状态', comparison: '对比', model: '模型', seed: '种子', accuracy: '测试准确率，%', loss: '测试损失', duration: '用时', speed: '张/秒', started: '开始于', dataset: '数据集',
  states: { queued: '等待', running: '运行中', finished: '已完成', stopped: '已停止', failed: '失败' },
  empty: '还没有运行', emptyNext: '所有对比的每一次运行都列在这里。', toStart: '前往“开始”', nothing: '没有符合的运行', nothingText: '{n} 次运行被筛选隐藏。 | {n} 次运行被筛选隐藏。 | {n} 次运行被筛选隐藏。', clear: '清除筛选',
  together: '合并种子', seeds: '{n} 个 | {n} 个 | {n} 个', mixed: '多种', parameters: '参数量，千', showDifferences: '有何不同', hideDifferences: '隐藏不同之处', differences: '不同之处', alike: '没有：设置相同。', setting: '设置', seedIs: '种子 {seed}', remove: '删除 {n} 次运行 | 删除 {n} 次运行 | 删除 {n} 次运行', removed: '已将 {n} 次运行移到回收站。 | 已将 {n} 次运行移到回收站。 | 已将 {n} 次运行移到回收站。', undo: '撤销', select: '选择', selected: '已选 {n} 次 | 已选 {n} 次 | 已选 {n} 次', open: '打开所属对比', running: '正在运行或等待的，要先在其对比中停止。', table: '所有运行', keys: 'J、K 移动，X 选择，Enter 打开，Delete 删除',
}
