/** Commander in both languages: headings of help, and what is wrong with a command line. */
import type { Command, CommanderError } from 'commander'
import { FoveaError } from '../../preload/contract/errors.ts'
import type { Language } from '../../preload/contract/text.ts'

const headings: Record<Language, Record<string, string>> = {
  en: {},
  'zh-CN': { 'Usage:': '用法：', 'Options:': '选项：', 'Commands:': '命令：', 'Global Options:': '通用选项：', 'Arguments:': '参数：' },
}
const codes: Record<string, string> = {
  'commander.missingArgument': 'terminal.missing-argument', 'commander.optionMissingArgument': 'terminal.option-without-value', 'commander.unknownOption': 'terminal.unknown-option',
  'commander.unknownCommand': 'terminal.unknown-command', 'commander.excessArguments': 'terminal.too-many-arguments', 'commander.invalidArgument': 'terminal.bad-value',
}

/** No output and no exit of its own: errors come out of parseAsync. */
export function inLanguage(command: Command, language: Language, help: string): Command {
  const titles = headings[language]
  return command
    .exitOverride().helpOption('-h, --help', help).helpCommand(false)
    .configureHelp({ showGlobalOptions: true, styleTitle: (title) => titles[title] ?? title, optionDescription: (option) => (option.defaultValue === undefined || Array.isArray(option.defaultValue) || typeof option.defaultValue === 'boolean' ? option.description : `${option.description} (${String(option.defaultValue)})`) })
    .configureOutput({ outputError: () => {} })
}

/** What was wrong, as a problem with words; null when help or the version was asked for. */
export function usageProblem(error: CommanderError): FoveaError | null {
  if (error.exitCode === 0) return null
  const code = codes[error.code]
  // A group without a command shows its help; that is the answer.
  if (error.code === 'commander.help') return null
  if (!code) return new FoveaError('invalid', 'terminal.usage', { detail: error.message.replace(/^error: /, '') })
  const named = [...error.message.matchAll(/'([^']*)'/g)].map(([, name]) => name!)
  const allowed = /\(?(?:Did you mean (.*?)\?|is invalid(?: for argument '[^']*')?\. (.*))\)?$/m.exec(error.message)
  return new FoveaError('invalid', code, { name: named[0] ?? '', value: named[1] ?? named[0] ?? '', allowed: allowed?.[2] ?? '' })
}
