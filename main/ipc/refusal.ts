/** The page for who may not come in: what happened and what to do, in the browser's language, without a script. */

const words = {
  en: {
    title: 'Fovea does not know this browser',
    token: 'The address that Fovea prints in its terminal opens the window once. This one was used already, is incomplete, or belongs to an earlier start.',
    host: 'This address does not name this computer.',
    next: 'Start Fovea again and open the address it prints. It begins with http://127.0.0.1.',
  },
  'zh-CN': {
    title: 'Fovea 不认识此浏览器',
    token: 'Fovea 在终端中显示的地址只能打开一次窗口。此地址已用过、不完整，或来自上一次启动。',
    host: '此地址指向的不是这台计算机。',
    next: '重新启动 Fovea，打开它显示的地址（以 http://127.0.0.1 开头）。',
  },
}

export function refusal(why: 'host' | 'token', acceptLanguage: string): string {
  const language = /^\s*zh/i.test(acceptLanguage) ? 'zh-CN' : 'en'
  const say = words[language]
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${say.title}</title><h1>${say.title}</h1><p>${say[why]}</p><p>${say.next}</p></html>\n`
}
