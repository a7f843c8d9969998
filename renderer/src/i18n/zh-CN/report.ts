export default {
  preview: '报告预览', loading: '正在写报告', empty: '还没有报告', emptyNext: '有一次运行完成后，就能写报告。', toRun: '前往“运行”',
  export: '导出', format: '报告的格式', formats: { html: { name: 'HTML', under: '单个文件，无需脚本和网络' }, pdf: { name: 'PDF', under: '分页，用于打印' }, markdown: { name: 'Markdown', under: '结论、表格与方案的文本' }, latex: { name: 'LaTeX 表格', under: 'booktabs，种子间均值 ± 标准差' }, csv: { name: 'CSV', under: '每次运行一行' }, json: { name: 'JSON', under: '全部数据' }, bundle: { name: 'Fovea 数据包', under: '一个 .fovea 文件，另一个 Fovea 可作为运行打开' } }, weights: '附带训练好的权重', language: '语言', languages: { en: 'English', 'zh-CN': '中文' },
  exporting: '正在写文件', written: '已写入：{bytes}', show: '显示文件', downloaded: '{name} 已交给浏览器，{bytes}。',
  moveSection: '{section}，第 {place} 位', movedTo: '{section} 已移到第 {place} 位', moveKeys: '拖动，或按 Alt 加方向键', moveHint: '拖动可调整顺序，也可按 Alt 加方向键。', copyMarkdown: '复制为 Markdown', copied: '已复制', exportFiles: '导出 {n} 个文件', downloadFiles: '下载 {n} 个文件',
  contents: '内容', title: '标题', question: '问题', notes: '说明', notesHint: '读者应当知道的事；空行开始新的一段', sections: '部分', models: '模型', interactive: '可运行脚本时可排序、可读数（HTML）',
  sectionNames: { result: '结果', curves: '曲线', looks: '它看哪里', cost: '代价', models: '模型', data: '数据', confusion: '混淆', runs: '每次运行', 'not-shown': '没有说明什么', environment: '环境', repeat: '如何重复' },
  trust: '别人能信吗？', trustPoints: { plan: '附有可重做的方案', data: '数据以指纹标明', both: '每个结论都写明两项检验', own: '含有测试集的图片' },
}
