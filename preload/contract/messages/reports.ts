/** Messages of reports: code → [what happened, what to do next]. Parameters stand in braces. */
import type { Messages } from './index.ts'

export const reports: Messages = {
  en: {
    'reports.outside': ['A report can only be written to and shown from {folder}.', 'Give a name without folders, or use "fovea report --out FILE".'],
    'reports.unwritable': ['The report {file} cannot be written: {detail}', 'Check that the folder exists and may be written, or name another file with --out.'],
    'reports.no-printer': ['A PDF needs a Chromium, Chrome or Edge on this computer, and none was found.', 'Install one, name it in FOVEA_CHROMIUM, export from the desktop window, or take HTML and print it in any browser.'],
    'reports.print-failed': ['The PDF could not be printed: {detail}', 'Take HTML instead and print it in any browser.'],
    'reports.no-viewer': ['Here is no viewer to show {file}.', 'Open the file yourself.'],
  },
  'zh-CN': {
    'reports.outside': ['报告只能写入 {folder} 并从那里打开。', '给出不含文件夹的名称，或使用 “fovea report --out 文件”。'],
    'reports.unwritable': ['无法写入报告 {file}：{detail}', '检查文件夹是否存在且可写，或用 --out 指定其他文件。'],
    'reports.no-printer': ['生成 PDF 需要本机装有 Chromium、Chrome 或 Edge，但没有找到。', '安装其一，或用 FOVEA_CHROMIUM 指定，或从桌面窗口导出，或导出 HTML 后在任意浏览器中打印。'],
    'reports.print-failed': ['无法打印 PDF：{detail}', '改为导出 HTML，在任意浏览器中打印。'],
    'reports.no-viewer': ['此处没有可打开 {file} 的查看器。', '请自行打开该文件。'],
  },
}
