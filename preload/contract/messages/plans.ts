/** Messages of plans: code → [what happened, what to do next]. Parameters stand in braces. */
import type { Messages } from './index.ts'

/** Two codes for an unknown name: plain, and with what was likely meant. */
const unknown = (code: string, message: string, allowed: string, meant: string): Record<string, readonly [string, string]> =>
  ({ [code]: [message, allowed], [`${code}-near`]: [message, `${meant} ${allowed}`] })

const en = (code: string, message: string) => unknown(code, message, 'There are: {allowed}.', 'Was "{suggestion}" meant?')
const zh = (code: string, message: string) => unknown(code, message, '可用的有：{allowed}。', '是否指 “{suggestion}”？')

export const plans: Messages = {
  en: {
    'plan.unreadable': ['The plan cannot be read, line {line}, column {column}: {detail}', 'Mend the YAML or JSON there.'],
    'plan.not-a-plan': ['This is not a plan.', 'A plan is a mapping that begins with "fovea: 1". See "fovea plan starters" for examples.'],
    'plan.problems': ['Problems in the plan: {count}.', 'Mend them and start again. "fovea plan check FILE" lists them without running.'],
    'plan.no-file': ['The plan {file} cannot be opened: {detail}.', 'Check the path.'],
    ...en('plan.unknown-key', 'Nothing is called "{id}" here.'),
    ...en('plan.unknown-option', 'There is no option "{id}" here.'),
    ...en('plan.unknown-baseline', 'No variant has the id "{id}".'),
    ...en('plan.unknown-dataset', 'There is no dataset "{id}".'),
    ...en('plan.unknown-model', 'There is no model "{id}".'),
    ...en('plan.unknown-mechanism', 'There is no mechanism "{id}".'),
    ...en('plan.unknown-site', 'The model {model} has no place "{id}".'),
    'plan.no-options': ['"{key}" has no place: there are no options here.', 'Leave it out.'],
    'plan.no-sites': ['Nothing can be put into the model {model}.', 'Leave "insert" out, or take another model.'],
    'plan.wrong-kind': ['{mechanism} does not fit into {at}.', 'These fit: {allowed}.'],
    'plan.id-twice': ['The id {value} is used twice.', 'Give every variant an id of its own.'],
    'plan.seed-twice': ['A seed is given twice.', 'List every seed once.'],
    'plan.missing': ['"{key}" is missing.', 'Add it.'],
    'plan.missing-one-of': ['"{key}" is missing.', 'Allowed: {allowed}.'],
    'plan.bad-id': ['{value} cannot be an id.', 'Use small letters, digits and hyphens, beginning with a letter or digit.'],
    'plan.bad-text': ['"{key}" cannot be {value}.', 'Write one text, or one for each language: { en: …, zh-CN: … }.'],
    ...unknown('plan.not-allowed', '{value} is not allowed here.', 'Allowed: {allowed}.', 'Was "{suggestion}" meant?'),
    'plan.empty-list': ['"{key}" is empty.', 'Give at least one.'],
    'plan.too-many': ['"{key}" is too long.', 'At most {maximum}.'],
    'plan.expected-mapping': ['{value} stands where a mapping (key: value) belongs.', 'Write it as "key: value".'],
    'plan.expected-list': ['{value} stands where a list belongs.', 'Write it as "- item" or "[item, item]".'],
    'plan.expected-boolean': ['{value} stands where true or false belongs.', 'Write true or false.'],
    'plan.expected-text': ['{value} stands where a text belongs.', 'Put it in quotes if it is a text.'],
    'plan.expected-number': ['{value} stands where a number belongs.', 'Write a number without quotes.'],
    'plan.not-fitting': ['{value} does not fit here.', 'See "fovea plan schema" for what belongs here.'],
  },
  'zh-CN': {
    'plan.unreadable': ['无法读取方案，第 {line} 行第 {column} 列：{detail}', '修正该处的 YAML 或 JSON。'],
    'plan.not-a-plan': ['这不是一个方案。', '方案是以 “fovea: 1” 开头的键值表。示例见 “fovea plan starters”。'],
    'plan.problems': ['方案中的问题：{count} 处。', '修正后重新开始。“fovea plan check 文件” 只检查，不运行。'],
    'plan.no-file': ['无法打开方案 {file}：{detail}。', '检查路径。'],
    ...zh('plan.unknown-key', '此处没有名为 “{id}” 的项。'),
    ...zh('plan.unknown-option', '此处没有选项 “{id}”。'),
    ...zh('plan.unknown-baseline', '没有 id 为 “{id}” 的变体。'),
    ...zh('plan.unknown-dataset', '没有数据集 “{id}”。'),
    ...zh('plan.unknown-model', '没有模型 “{id}”。'),
    ...zh('plan.unknown-mechanism', '没有机制 “{id}”。'),
    ...zh('plan.unknown-site', '模型 {model} 没有位置 “{id}”。'),
    'plan.no-options': ['“{key}” 无处可放：此处没有选项。', '去掉它。'],
    'plan.no-sites': ['模型 {model} 不能插入任何机制。', '去掉 “insert”，或换一个模型。'],
    'plan.wrong-kind': ['{mechanism} 不能放在 {at}。', '可以放的有：{allowed}。'],
    'plan.id-twice': ['id {value} 用了两次。', '给每个变体各自的 id。'],
    'plan.seed-twice': ['有一个种子写了两次。', '每个种子只写一次。'],
    'plan.missing': ['缺少 “{key}”。', '补上它。'],
    'plan.missing-one-of': ['缺少 “{key}”。', '允许：{allowed}。'],
    'plan.bad-id': ['{value} 不能作为 id。', '使用小写字母、数字和连字符，以字母或数字开头。'],
    'plan.bad-text': ['“{key}” 不能是 {value}。', '写一段文字，或每种语言各一段：{ en: …, zh-CN: … }。'],
    ...unknown('plan.not-allowed', '此处不允许 {value}。', '允许：{allowed}。', '是否指 “{suggestion}”？'),
    'plan.empty-list': ['“{key}” 是空的。', '至少写一个。'],
    'plan.too-many': ['“{key}” 太长。', '最多 {maximum} 个。'],
    'plan.expected-mapping': ['此处应为键值表（键: 值），却是 {value}。', '写成 “键: 值”。'],
    'plan.expected-list': ['此处应为列表，却是 {value}。', '写成 “- 项” 或 “[项, 项]”。'],
    'plan.expected-boolean': ['此处应为 true 或 false，却是 {value}。', '写 true 或 false。'],
    'plan.expected-text': ['此处应为文字，却是 {value}。', '如果是文字，加上引号。'],
    'plan.expected-number': ['此处应为数字，却是 {value}。', '写不带引号的数字。'],
    'plan.not-fitting': ['{value} 不适合此处。', '此处该写什么，见 “fovea plan schema”。'],
  },
}
