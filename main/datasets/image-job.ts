/** Entry of the image process (protocol.ts): reads images of users, so that one made to break the reader ends this process alone. */
import { problemOf } from '../../preload/contract/errors.ts'
import { openChannel } from '../parent-channel.ts'
import { packCifar10 } from './cifar10-pack.ts'
import { decode, modelView } from './decode.ts'
import { writeGenerated } from './generate.ts'
import { importFolder } from './import-folder.ts'
import type { ImageReply, ImageRequest } from './protocol.ts'

const channel = openChannel<ImageRequest, ImageReply>()
const cancelled = new Set<number>()

/** Progress at most ten times a second. */
function progressOf(id: number) {
  let last = 0
  return (what: 'reading' | 'packing', done: number, total: number) => {
    if (performance.now() - last < 100 && done !== total) return
    last = performance.now()
    channel.send({ id, type: 'progress', event: { type: 'progress', done, total, what } })
  }
}

async function answer(request: Exclude<ImageRequest, { type: 'cancel' }>): Promise<ImageReply> {
  const { id } = request
  const progress = progressOf(id)
  switch (request.type) {
    case 'decode':
      return { id, type: 'decoded', value: await decode(request.name, request.bytes, request.shape) }
    case 'view':
      return { id, type: 'viewed', pixels: await modelView(request.name, request.bytes, request.shape) }
    case 'import-folder': {
      const hooks = {
        opening: (file: string) => channel.send({ id, type: 'opening', file }),
        progress: (done: number, total: number) => progress('reading', done, total),
        cancelled: () => cancelled.has(id),
      }
      return { id, type: 'packed', manifest: await importFolder(request.what, hooks) }
    }
    case 'generate':
      return { id, type: 'packed', manifest: writeGenerated(request.dataset, request.parameters, request.target) }
    case 'pack-cifar10':
      return { id, type: 'packed', manifest: await packCifar10(request.source, request.target, (done, total) => progress('packing', done, total)) }
  }
}

channel.onClosed(() => process.exit(0))
channel.onRequest((request) => {
  if (request.type === 'cancel') return void cancelled.add(request.id)
  answer(request).then(
    (reply) => channel.send(reply),
    (error: unknown) => channel.send({ id: request.id, type: 'problem', problem: problemOf(error) }),
  )
})
