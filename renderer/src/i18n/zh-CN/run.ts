export default {
  empty: '还没有运行', emptyNext: '方案开始后，运行会出现在这里。',
  runsDone: '共 {total} 次运行，已完成 {finished} 次。', timeLeft: '约剩 {time}。', paused: '已暂停：当前运行会做完，之后不再开始新的运行。', pausedIdle: '已暂停：继续之前不会开始新的运行。', allDone: '{total} 次运行全部完成。', someFailed: '{n} 次没有完成。 | {n} 次没有完成。 | {n} 次没有完成。', stoppedNow: '其余已停止。',
  now: '当前：{name}，种子 {seed}，', epochOf: '第 {epoch} 轮，共 {epochs} 轮，每秒 {speed} 张。', preparing: '准备中。', noVerdictYet: '一个模型的种子到齐之前不下结论。', waitingNext: '轮到时，下一次运行自动开始。', kept: '已完成的运行都会保留。',
  pause: '暂停', goOn: '继续', stopAfter: '本次运行后停止', stopNow: '立即停止', continueAll: '继续已停止的运行', toResult: '查看结果',
  lossNow: '训练损失，本次运行', loss: '训练损失，{name}，种子 {seed}', lossSays: '平滑后训练损失的末值：{list}',
  accuracy: '测试准确率，种子 {seed}', notSmoothed: '未平滑', accuracySays: '测试准确率（%）：{list}', noPoints: '这次运行没有留下数据点。', firstPoint: '约 {time}后有第一个点', firstPointSoon: '很快会有第一个点',
  runNext: '等待中，点此下一个运行', runNextSays: '{name}，种子 {seed}，等待中：下一个运行', modelNext: '接下来运行此模型', modelNextSays: '接下来运行 {name}', queue: '队列', queueUnder: '最终测试准确率，%；选一格可看其曲线', keptIfStopped: '停止时，已完成的运行会保留', model: '模型', seed: '种子 {seed}', left: '剩余', done: '完成', endedOf: '{finished} / {total}', cellSays: '{name}，种子 {seed}，{state} {accuracy}',
  states: { queued: '等待', running: '运行中', finished: '已完成', stopped: '已停止', failed: '失败' },
  failedRuns: '没有完成的运行', failedAt: '{name}，种子 {seed}，停在第 {step} 步', neverBegan: '尚未开始即被移出。', moreUnfinished: '另有 {n} 次没有完成。 | 另有 {n} 次没有完成。', wasStopped: '由人工停止。已训练的部分已保留。', stopRun: '停止这次运行', stopRunSays: '停止{name}，种子 {seed}', noReason: '原因不明。', continueFrom: '从上一个检查点继续', tryAgain: '重试', showCurve: '看它的曲线',
  tryAllAgain: '全部重试（{n} 次） | 全部重试（{n} 次）', runNextShort: '下一个',
  order: {
    title: '等待中的运行', help: '拖动一行，或用方向键选择：Alt 加 ↑ 或 ↓ 移动，N 排到最前，Delete 移出队列。', place: '位置', seed: '种子', begins: '开始', takes: '用时', actions: '移动',
    next: '下一个', in: '{time}后', which: '{name}，种子 {seed}', up: '上移：{which}', down: '下移：{which}', first: '下一个运行：{which}', out: '移出：{which}', upShort: '上移', downShort: '下移', outShort: '移出队列',
    now: '{which}现在是第 {place} 个，共 {of} 个', nowFirst: '{which}下一个运行', takenOut: '已将{which}移出队列', more: '其后还有 {n} 次等待。',
  },
  extend: { more: '再训练轮数', go: '继续训练', says: '另成一个对比，从这些运行的终点接着训练；本对比保持不变。', from: '接续自', fromBin: '接续自回收站中的一个对比。' },
  log: '日志', logLines: '没有内容 | {n} 行 | {n} 行', logEmpty: '这次运行没有日志。',
}
