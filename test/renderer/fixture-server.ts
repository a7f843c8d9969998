/**
 * The window with pretended data, for looking at pages: `node test/renderer/fixture-server.ts FOLDER [SCENARIO] [PORT]`.
 * FOLDER holds the built window. SCENARIO: empty (first start), full (finished, running and failed comparisons, an imported
 * folder), no-engine, failing. It speaks the contract at /rpc under the window's own content policy.
 */
import { createReadStream, existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'
import { WebSocketServer } from 'ws'
import { headerPolicy } from '../../main/content-policy.ts'
import { starters } from '../../main/plans/starters.ts'
import { problemOf } from '../../preload/contract/errors.ts'
import { procedures, type ProcedureName } from '../../preload/contract/procedures.ts'
import { Request, type Reply } from '../../preload/contract/transport.ts'
import * as comparisons from './fixtures/comparisons.ts'
import { handlers } from './fixtures/handlers.ts'
import * as library from './fixtures/library.ts'

export type ScenarioName = 'empty' | 'full' | 'no-engine' | 'failing'
const types: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }

function furnish(): void {
  const [clutter, pair, digits] = starters().map(({ plan }) => plan)
  comparisons.finished(digits!, Date.now() - 3 * 86_400_000)
  comparisons.finished(pair!, Date.now() - 86_400_000)
  comparisons.finished(clutter!, Date.now() - 3_600_000)
  library.importFolder('Leaf disease', 64, 0.2)
  const failed = comparisons.finished({ ...digits!, name: 'Digits, learning rate 0.5' }, Date.now() - 7_200_000)
  comparisons.fail(failed, 'multi-head')
  comparisons.create({ ...clutter!, name: { en: 'Digits in clutter, longer', 'zh-CN': '杂乱中的数字，更长训练' }, training: { ...clutter!.training, epochs: 40 } })
}

export async function serveFixture(folder: string, scenario: ScenarioName = 'full', port = 0): Promise<{ server: Server; address: string; close(): void }> {
  if (scenario === 'full') furnish()
  const { calls, streams } = handlers({ engine: scenario !== 'no-engine', failing: scenario === 'failing' })
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://fixture').pathname)
    const file = normalize(join(folder, path === '/' ? 'index.html' : path))
    if (!file.startsWith(normalize(folder) + sep) || !existsSync(file)) { response.writeHead(404).end(); return }
    response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream', 'Content-Security-Policy': headerPolicy })
    createReadStream(file).pipe(response)
  })
  new WebSocketServer({ server, path: '/rpc', maxPayload: 128 * 1024 * 1024 }).on('connection', (socket) => {
    const open = new Map<number, () => void>()
    const reply = (message: Reply) => socket.send(JSON.stringify(message))
    const answer = async (id: number, name: ProcedureName, given: unknown) => {
      try {
        const procedure = procedures[name]
        if (!procedure) throw new Error(`no procedure ${name}`)
        const input = procedure.input.parse(given) as never
        if (procedure.kind === 'stream') {
          const stream = streams[name as keyof typeof streams]
          reply({ type: 'answer', id, envelope: { ok: true, value: null } })
          open.set(id, stream(input, (value: unknown) => reply({ type: 'item', id, value }), () => reply({ type: 'end', id })))
        } else {
          const call = calls[name as keyof typeof calls]
          if (!call) throw new Error(`the fixture does not answer ${name}`)
          reply({ type: 'answer', id, envelope: { ok: true, value: procedure.output.parse(await call(input)) } })
        }
      } catch (error) {
        reply({ type: 'answer', id, envelope: { ok: false, error: problemOf(error) } })
      }
    }
    socket.on('message', (data) => {
      const request = Request.parse(JSON.parse(String(data)))
      if (request.type === 'call') void answer(request.id, request.name as ProcedureName, request.input)
      else { open.get(request.id)?.(); open.delete(request.id) }
    })
    socket.on('close', () => open.forEach((end) => end()))
  })
  const beat = setInterval(comparisons.tick, 300)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as { port: number }).port}/`
  return { server, address, close() { clearInterval(beat); server.closeAllConnections(); server.close() } }
}

if (import.meta.main) {
  const [folder, scenario, port] = process.argv.slice(2)
  const { address } = await serveFixture(folder ?? 'out/renderer', scenario as ScenarioName | undefined, Number(port ?? 0))
  process.stdout.write(`${address}\n`)
}
