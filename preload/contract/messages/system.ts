/** Messages of the system around the work: code → [what happened, what to do next]. */
import type { Messages } from './index.ts'
import { messages as setup } from './setup.js'

export const system: Messages = {
  en: {
    ...setup.en,
    'system.internal': ['Something in Fovea failed: {detail}', 'Nothing was lost. Report it with the output of "fovea doctor".'],
    'system.disk-full': ['The disk is full: {detail}', 'Free some space and try again. What was saved before is kept.'],
    'system.little-disk': ['Only {free} GB of disk space are free.', 'Free some space, or keep Fovea elsewhere with FOVEA_HOME.'],
    'system.gpu-unused': ['There is an NVIDIA GPU ({name}, driver {driver}), but the engine runs on the processor.', 'Run "npm start" to fetch the CUDA libraries. If it stays so, the driver may be older than CUDA 12.5 needs (525 or newer).'],
    'system.no-electron': ['Electron {version} was not fetched, so the workbench opens in the browser.', 'Run "npm start -- --desktop" to try again, or set FOVEA_ELECTRON to an Electron you have.'],
    'system.no-viewer': ['The system could not open {file}: {detail}', 'Open the file with a browser.'],
    'system.no-association': ['On this system ({platform}) a clone of Fovea cannot be made the program of .fovea files.', 'Open them in Fovea: drop them on the window, or use its menu.'],
    'system.home-unusable': ['The folder {folder} cannot be used: {detail}', 'Name another one with FOVEA_HOME or --home.'],
    'system.disconnected': ['The connection to Fovea was lost.', 'It is tried again by itself. If Fovea was closed, start it again.'],
    'system.bad-input': ['The request was not understood: {detail}', 'Reload the window. If it happens again, report it.'],
  },
  'zh-CN': {
    ...setup['zh-CN'],
    'system.internal': ['Fovea 内部出错：{detail}', '没有丢失数据。请附上 “fovea doctor” 的输出报告此问题。'],
    'system.disk-full': ['磁盘已满：{detail}', '请腾出空间后重试。之前保存的内容都已保留。'],
    'system.little-disk': ['磁盘只剩 {free} GB 可用空间。', '腾出空间，或用 FOVEA_HOME 将 Fovea 的数据放到别处。'],
    'system.gpu-unused': ['本机有 NVIDIA GPU（{name}，驱动 {driver}），但引擎在处理器上运行。', '运行 “npm start” 获取 CUDA 库。若仍然如此，驱动可能过旧（CUDA 12.5 需要 525 或更新）。'],
    'system.no-electron': ['未能获取 Electron {version}，工作台将在浏览器中打开。', '运行 “npm start -- --desktop” 重试，或将 FOVEA_ELECTRON 设为已有的 Electron。'],
    'system.no-viewer': ['系统无法打开 {file}：{detail}', '用浏览器打开该文件。'],
    'system.no-association': ['在此系统（{platform}）上，无法将 Fovea 的克隆设为打开 .fovea 文件的程序。', '请在 Fovea 中打开：拖到窗口上，或使用菜单。'],
    'system.home-unusable': ['无法使用文件夹 {folder}：{detail}', '用 FOVEA_HOME 或 --home 指定其他文件夹。'],
    'system.disconnected': ['与 Fovea 的连接已断开。', '会自动重连。若 Fovea 已关闭，请重新启动。'],
    'system.bad-input': ['无法理解该请求：{detail}', '请重新加载窗口。若再次出现，请报告此问题。'],
  },
}
