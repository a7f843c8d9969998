/** npm start, npm run demo, npm test, npm run bench, npm run golden and npm run docs: set-up first, then the thing itself on Node 24. */
import { dirname, delimiter, join } from 'node:path'
import { fetchElectron, findElectron, hasDisplay, sandboxState } from './electron.js'
import { root } from './places.js'
import { become } from './processes.js'
import { ready } from './ready.js'
import { inWords, say } from './say.js'

const [what = '', ...rest] = process.argv.slice(2)
const cli = join(root, 'main', 'cli.ts')

/** @param {string} node @param {string[]} args */
function onNode(node, args) {
  const env = { ...process.env, PATH: [dirname(node), process.env.PATH].join(delimiter) }
  return become(node, ['--disable-warning=ExperimentalWarning', ...args], { cwd: root, env })
}

/** A window of its own where there is a display and an Electron, else the same window in a browser. @returns {Promise<number>} */
async function start() {
  const node = await ready({ engine: 'wanted', window: true })
  const args = rest.filter((word) => word !== '--browser' && word !== '--desktop')
  const electron = rest.includes('--browser') ? null : await desktop(rest.includes('--desktop'))
  if (!electron) return onNode(node, [cli, 'serve', ...args])
  const sandbox = sandboxState(electron)
  if (sandbox === 'blocked') {
    say('sandbox-blocked', { helper: join(dirname(electron), 'chrome-sandbox') })
    return onNode(node, [cli, 'serve', ...args])
  }
  if (sandbox === 'root') say('sandbox-root')
  return become(electron, [root, ...(sandbox === 'root' ? ['--no-sandbox'] : []), ...args], { cwd: root })
}

/** @param {boolean} wished @returns {Promise<string | null>} */
async function desktop(wished) {
  if (!hasDisplay()) {
    say('no-display')
    return null
  }
  return findElectron() ?? fetchElectron(wished)
}

/** @type {Record<string, () => Promise<number>>} */
const commands = {
  start,
  demo: async () => onNode(await ready({ engine: 'needed' }), [cli, 'demo', ...rest]),
  test: async () => onNode(await ready({ engine: 'needed' }), [join(root, 'test', 'run.ts'), ...rest]),
  bench: async () => onNode(await ready({ engine: 'needed' }), [join(root, 'test', 'bench', 'run.ts'), ...rest]),
  docs: async () => onNode(await ready({ engine: 'needed' }), [join(root, 'tools', 'documents', 'generate.ts'), ...rest]),
  golden: async () => onNode(await ready({ engine: 'needed' }), [join(root, 'test', 'exactness', 'run.ts'), ...rest]),
}

try {
  const command = commands[what]
  if (!command) process.stderr.write(`node main/setup/run.js ${Object.keys(commands).join(' | ')}\n`)
  process.exitCode = command ? await command() : 2
} catch (error) {
  process.stderr.write(inWords(error) + '\n')
  process.exitCode = 1
}
