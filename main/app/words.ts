/** Words of the menu, in both languages. */
import type { Language } from '../../preload/contract/text.ts'

const en = {
  file: 'File', newComparison: 'New Comparison', openBundle: 'Open…', importImages: 'Import Images…', exportReport: 'Export Report…', settings: 'Settings…', quit: 'Quit Fovea', close: 'Close Window',
  edit: 'Edit', undo: 'Undo', redo: 'Redo', cut: 'Cut', copy: 'Copy', paste: 'Paste', selectAll: 'Select All',
  view: 'View', palette: 'All Commands…', theme: 'Light or Dark', zoomIn: 'Larger', zoomOut: 'Smaller', zoomReset: 'Actual Size', recent: 'Open Recent', fullScreen: 'Full Screen', reload: 'Reload', tools: 'Developer Tools',
  go: 'Go', start: 'Comparisons', images: 'Images', runs: 'Runs', datasets: 'Datasets', catalogue: 'Attention Catalogue',
  window: 'Window', minimize: 'Minimize', help: 'Help', keys: 'All Keys', about: 'About Fovea', hide: 'Hide Fovea',
  cannotStart: 'Fovea cannot start', runsFailed: '{n} runs failed. What was saved is kept.', finished: 'Finished.',
}
export type MenuWords = typeof en

export const words: Record<Language, MenuWords> = {
  en,
  'zh-CN': {
    file: '文件', newComparison: '新建对比', openBundle: '打开…', importImages: '导入图片…', exportReport: '导出报告…', settings: '设置…', quit: '退出 Fovea', close: '关闭窗口',
    edit: '编辑', undo: '撤销', redo: '重做', cut: '剪切', copy: '复制', paste: '粘贴', selectAll: '全选',
    view: '视图', palette: '所有命令…', theme: '浅色或深色', zoomIn: '放大', zoomOut: '缩小', zoomReset: '实际大小', recent: '最近打开', fullScreen: '全屏', reload: '重新加载', tools: '开发者工具',
    go: '前往', start: '对比', images: '图片', runs: '运行', datasets: '数据集', catalogue: '注意力目录',
    window: '窗口', minimize: '最小化', help: '帮助', keys: '所有按键', about: '关于 Fovea', hide: '隐藏 Fovea',
    cannotStart: 'Fovea 无法启动', runsFailed: '{n} 次运行失败。已保存的内容不会丢失。', finished: '已完成。',
  },
}
