/** 设置与本机报告。 */
export default {
  look: '外观', language: '语言', theme: '主题', density: '行高', asSystem: '跟随系统', light: '浅色', dark: '深色', dense: '紧凑', regular: '标准', roomy: '宽松',
  machine: '本机', engine: '引擎', notReady: '未就绪', library: '库', device: '设备', versions: '版本', home: '历史与数据集', cache: '下载内容', free: '可用磁盘空间',
  again: '重新检查', copy: '复制为 JSON', copied: '已复制', tellEnd: '对比结束而我不在看时通知我', tellDenied: '浏览器不允许此页面发送通知；可在浏览器设置中更改。', nothingMissing: '没有缺少任何东西。',
}
