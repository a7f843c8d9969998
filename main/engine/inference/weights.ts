/** The weights of a run that its programs answer with: those of its checkpoint, or of one of its snapshots. */
import { existsSync } from 'node:fs'
import { FoveaError } from '../../../preload/contract/errors.ts'
import type { Weight } from '../layers/scope.ts'
import type { Program } from '../tensorflow/program.ts'
import { readCheckpoint, valuesFor } from '../training/checkpoint.ts'
import { readTensors } from '../training/safetensors.ts'
import { snapshotPath } from '../training/snapshots.ts'

/** Writes the chosen weights into a program, unless they are in it already. */
export type HeldWeights = (program: Program) => void

export interface ChosenWeights {
  /** undefined: those of the checkpoint. Throws 'training.snapshot-missing' for a step that was not kept. */
  choose(step: number | undefined): void
  /** One for each program. */
  held(): HeldWeights
}

type Values = ReturnType<typeof valuesFor>

/** Throws 'training.file-…' when a file is missing or damaged. */
export function createWeights(runFolder: string, weights: Weight[]): ChosenWeights {
  let last: { step: number; values: Values } | null = null
  let chosen: Values | null = null
  let snapshot: { step: number; values: Values } | null = null

  const lastOf = () => {
    if (last) return last
    const checkpoint = readCheckpoint(runFolder)
    return (last = { step: checkpoint.position.step, values: valuesFor(checkpoint, weights) })
  }
  function snapshotOf(step: number): Values {
    if (snapshot?.step === step) return snapshot.values
    const file = snapshotPath(runFolder, step)
    if (!existsSync(file)) {
      if (lastOf().step === step) return lastOf().values
      throw new FoveaError('not-found', 'training.snapshot-missing', { step })
    }
    snapshot = { step, values: valuesFor({ ...readTensors(file), file }, weights) }
    return snapshot.values
  }
  return {
    choose: (step) => { chosen = step === undefined ? lastOf().values : snapshotOf(step) },
    held() {
      let inside: Values | null = null
      return (program) => {
        if (inside !== chosen && chosen) program.write(chosen)
        inside = chosen
      }
    },
  }
}
