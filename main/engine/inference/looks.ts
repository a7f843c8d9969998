/** Ways of looking beside a model's own attention, each compiled when it is first asked for, one image at a time. */
import type { AttentionMap, LookMethod } from '../../../preload/contract/inspect.ts'
import { compileProgram, type Program } from '../tensorflow/program.ts'
import { explainEntry, mapsOf, type Explanation } from './explain.ts'
import { evidenceMap, integrate, integratedEntry } from './integrated.ts'
import type { Network } from './network.ts'
import type { ChosenWeights, HeldWeights } from './weights.ts'

export type Look = Exclude<LookMethod, 'attention'>

export interface Looks {
  /** image: the feeds of one image. answer: the class that pixels are asked about. */
  mapsOf(look: Look, image: Record<string, Float32Array>, answer: number): AttentionMap[]
  dispose(): void
}

interface Compiled {
  program: Program
  holds: HeldWeights
  explanation: Explanation | null
}

/** Each program has a copy of the weights: of larger models only the one asked last is kept. */
const largestKept = 16 * 2 ** 20

export function createLooks(network: Network, shape: [number, number, number], weights: ChosenWeights): Looks {
  const compiled = new Map<Look, Compiled>()
  const isLarge = network.scope.all().reduce((sum, { variable }) => sum + 4 * variable.size, 0) > largestKept

  function dispose(): void {
    compiled.forEach(({ program }) => program.dispose())
    compiled.clear()
  }
  function compile(look: Look): Compiled {
    if (isLarge) dispose()
    const explanation = look === 'integrated-gradients' ? null : explainEntry(network, shape, 1, look)
    const made = { program: compileProgram({ [look]: explanation?.entry ?? integratedEntry(network, shape) }), holds: weights.held(), explanation }
    compiled.set(look, made)
    return made
  }
  return {
    mapsOf(look, image, answer) {
      const { program, holds, explanation } = compiled.get(look) ?? compile(look)
      if (explanation && !explanation.layers().length) return []
      holds(program)
      const run = (feeds: Parameters<Program['run']>[1]) => program.run(look, feeds)
      return explanation ? mapsOf(explanation.layers(), run(image), 0) : evidenceMap(integrate(run, image, shape, answer), shape)
    },
    dispose,
  }
}
