/** Keeps the runs asked last ready, and loads a run again when its checkpoint has changed. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { FoveaError } from '../../../preload/contract/errors.ts'
import { runFiles, type InferenceRequest, type RunAnswers } from '../protocol.ts'
import { loadTrainedRun, type TrainedRun } from './trained.ts'

/** As many as one question may name. */
const kept = 12
/** Checkpoints that may be ready together: a model takes about as much memory as its checkpoint, which holds the optimiser's numbers too, has bytes. */
const mostBytes = 2 * 2 ** 30

export function createWarmRuns(load: (runFolder: string) => TrainedRun = loadTrainedRun, most = mostBytes) {
  const warm = new Map<string, { run: TrainedRun; changed: number; bytes: number }>()

  function get(folder: string): TrainedRun {
    const file = statSync(join(folder, runFiles.checkpoint), { throwIfNoEntry: false })
    const [changed, bytes] = [file?.mtimeMs ?? 0, file?.size ?? 0]
    const known = warm.get(folder)
    warm.delete(folder)
    if (known && known.changed !== changed) known.run.dispose()
    const run = known?.changed === changed ? known.run : load(folder)
    // A Map keeps the order of insertion: the first is the one asked longest ago.
    warm.set(folder, { run, changed, bytes })
    let total = [...warm.values()].reduce((sum, one) => sum + one.bytes, 0)
    for (const [oldest, { run: old, bytes: freed }] of warm) {
      if (warm.size === 1 || (warm.size <= kept && total <= most)) break
      total -= freed
      old.dispose()
      warm.delete(oldest)
    }
    return run
  }

  return {
    answer({ runs, images, captions = null, shape, maps, methods = ['attention'] }: Extract<InferenceRequest, { type: 'answer' }>): RunAnswers[] {
      const [n, ...given] = shape
      return runs.map(({ runId, runFolder, step }) => {
        const run = get(runFolder)
        if (given.join() !== run.shape.join() || images.length !== n * given.reduce((a, b) => a * b, 1))
          throw new FoveaError('invalid', 'training.image-shape', { expected: run.shape.join(' × '), found: given.join(' × ') })
        if (run.text && captions?.length !== n * run.text.length) throw new FoveaError('invalid', 'dataset.caption-missing', { image: '' })
        return { runId, ...run.answer(images, captions, n, { methods: maps ? methods : [], step }) }
      })
    },
    dispose: () => warm.forEach(({ run }) => run.dispose()),
  }
}
