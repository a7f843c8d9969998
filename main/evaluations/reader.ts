/** Image files → what the models see, read in a process of its own, so that a file made to break the reader ends that process alone and is known as the one. */
import { FoveaError, problemOf, type Problem } from '../../preload/contract/errors.ts'
import { createImageProcess, killerProblem, type ImageProcess } from '../datasets/image-process.ts'
import type { Launch } from '../runs/processes.ts'
import { isImageName, largestFile, type Source } from './source.ts'

type Shape = [number, number, number]
export interface Reader {
  /** u8 (H, W, C), or why there is none. Rejects only when the reader was closed. */
  read(image: Source['images'][number], shape: Shape): Promise<Uint8Array | Problem>
  close(): void
}
export const isPixels = (read: Uint8Array | Problem): read is Uint8Array => read instanceof Uint8Array

/** A damaged entry of a ZIP, a file that cannot be opened: whatever is wrong with one file concerns that file. */
function fileProblem(error: unknown, file: string): Problem {
  const problem = problemOf(error)
  return problem.kind === 'internal' ? { kind: 'unreadable', code: 'dataset.image-corrupt', params: { file, detail: String(problem.params['detail'] ?? '') } } : problem
}

export function createReader(launch: Launch): Reader {
  const together = createImageProcess(launch)
  /** When the process has died, those that were in it are read again in another, one by one: who ends that one is the one. */
  const alone = createImageProcess(launch)
  let turn: Promise<unknown> = Promise.resolve()
  let closed = false

  async function view(images: ImageProcess, name: string, bytes: Uint8Array, shape: Shape): Promise<Uint8Array> {
    // Asked once more, it would start anew.
    if (closed) throw new FoveaError('stopped', 'dataset.import-cancelled', {})
    const answer = await images.ask({ type: 'view', name, bytes, shape })
    if (answer.type !== 'viewed') throw new FoveaError('internal', 'system.internal', { detail: answer.type })
    return answer.pixels
  }
  const died = (error: unknown) => problemOf(error).code === 'dataset.reader-died'

  return {
    async read({ name, bytes, read }, shape) {
      const file = name
      if (!isImageName(name)) return { kind: 'invalid', code: 'dataset.not-an-image', params: { file } }
      if (bytes > largestFile) return { kind: 'invalid', code: 'dataset.file-too-large', params: { file, megabytes: largestFile / 1e6 } }
      try {
        const content = await read()
        try {
          return await view(together, name, content, shape)
        } catch (error) {
          if (!died(error)) throw error
          const again = turn.then(() => view(alone, name, content, shape))
          turn = again.catch(() => {})
          return await again
        }
      } catch (error) {
        if (closed) throw new FoveaError('stopped', 'dataset.import-cancelled', {})
        return died(error) ? killerProblem(file) : fileProblem(error, file)
      }
    },
    close() {
      closed = true
      together.close()
      alone.close()
    },
  }
}
