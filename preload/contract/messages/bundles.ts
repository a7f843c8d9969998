/** Messages of bundles, the .fovea files: code → [what happened, what to do next]. Parameters stand in braces. */
import type { Messages } from './index.ts'

const [again, againZh] = ['Nothing was opened. Ask for the file once more, or export it again.', '没有打开任何内容。请重新获取该文件，或重新导出。']
const [stranger, strangerZh] = ['Nothing was opened. Fovea does not write such files; ask whoever gave it to you.', '没有打开任何内容。Fovea 不会写出这样的文件，请询问提供者。']

export const bundles: Messages = {
  en: {
    'bundles.nothing': ['No run of this comparison has finished, so there is nothing to hand on.', 'Export it as soon as one run has finished.'],
    'bundles.unwritable': ['The file {file} cannot be written: {detail}', 'Check that the folder exists and may be written, or name another file with --out.'],
    'bundles.no-file': ['The file {file} cannot be read: {detail}', 'Check its name and that it may be read.'],
    'bundles.path-from-browser': ['A browser cannot name files of this computer.', 'Drop the file on the window, or use "fovea open FILE".'],
    'bundles.too-large-to-send': ['The file is {megabytes} MB, too large to hand to a browser.', 'Use "fovea bundle COMPARISON --out FILE" in a terminal, or leave out the weights.'],
    'bundles.not-bundle': ['This is not a Fovea bundle.', 'Nothing was opened. Choose a file that ends in .fovea.'],
    'bundles.truncated': ['The file is cut off or damaged.', again],
    'bundles.checksum': ['{path} in the file is not what it was when it was written.', again],
    'bundles.missing': ['{path} is missing in the file.', again],
    'bundles.newer': ['The file was written by a newer Fovea (version {version} of bundles; this one knows {known}).', 'Nothing was opened. Update Fovea.'],
    'bundles.unsafe-path': ['The file holds a name that leads out of its folder: {path}', stranger],
    'bundles.link': ['The file holds a link or a device instead of a plain file: {path}', stranger],
    'bundles.packing': ['{path} in the file is encrypted or packed in a way that Fovea does not read.', stranger],
    'bundles.twice': ['The file holds {path} twice.', stranger],
    'bundles.unknown-entry': ['The file holds something that does not belong into a bundle: {path}', stranger],
    'bundles.too-many': ['The file holds {count} entries; a bundle has at most {most}.', stranger],
    'bundles.too-large': ['What it holds is too large for a bundle: {megabytes} MB.', 'Nothing was done. Fewer runs, or none of the weights, make it smaller.'],
    'bundles.bomb': ['The file would unpack to far more than it can hold: over {megabytes} MB.', stranger],
    'bundles.bad-content': ['{path} in the file does not say what it should: {detail}', again],
  },
  'zh-CN': {
    'bundles.nothing': ['此对比还没有完成的运行，没有可移交的内容。', '有一个运行完成后即可导出。'],
    'bundles.unwritable': ['无法写入文件 {file}：{detail}', '检查文件夹是否存在且可写，或用 --out 指定其他文件。'],
    'bundles.no-file': ['无法读取文件 {file}：{detail}', '检查文件名以及是否有读取权限。'],
    'bundles.path-from-browser': ['浏览器不能指定本机的文件。', '将文件拖到窗口上，或使用 “fovea open 文件”。'],
    'bundles.too-large-to-send': ['文件有 {megabytes} MB，无法交给浏览器。', '在终端使用 “fovea bundle 对比 --out 文件”，或不附带权重。'],
    'bundles.not-bundle': ['这不是 Fovea 数据包。', '没有打开任何内容。请选择以 .fovea 结尾的文件。'],
    'bundles.truncated': ['文件被截断或已损坏。', againZh],
    'bundles.checksum': ['文件中的 {path} 与写入时不一致。', againZh],
    'bundles.missing': ['文件中缺少 {path}。', againZh],
    'bundles.newer': ['文件由更新的 Fovea 写成（数据包版本 {version}，当前只认识到 {known}）。', '没有打开任何内容。请更新 Fovea。'],
    'bundles.unsafe-path': ['文件中有指向文件夹之外的名称：{path}', strangerZh],
    'bundles.link': ['文件中有链接或设备，而不是普通文件：{path}', strangerZh],
    'bundles.packing': ['文件中的 {path} 已加密，或以 Fovea 不支持的方式压缩。', strangerZh],
    'bundles.twice': ['文件中有两个 {path}。', strangerZh],
    'bundles.unknown-entry': ['文件中有不属于数据包的内容：{path}', strangerZh],
    'bundles.too-many': ['文件中有 {count} 个条目，数据包最多 {most} 个。', strangerZh],
    'bundles.too-large': ['内容对数据包而言过大：{megabytes} MB。', '没有执行任何操作。减少运行或不附带权重会使其变小。'],
    'bundles.bomb': ['文件解压后会远超其应有的大小：超过 {megabytes} MB。', strangerZh],
    'bundles.bad-content': ['文件中的 {path} 内容不符：{detail}', againZh],
  },
}
