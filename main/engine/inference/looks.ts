/** Ways of looking beside a model's own attention, each compiled when it is first asked for, one image at a time. */
import type { AttentionMap, LookMethod } from '../../../preload/contract/inspect.ts'
import { compileProgram, type Entry, type Program } from '../tensorflow/program.ts'
import { explainEntry, mapsOf, type Explanation } from './explain.ts'
import { evidenceMap, integrate, integratedEntry } from './integrated.ts'
import type { Network } from './network.ts'
import type { ChosenWeights, HeldWeights } from './weights.ts'

export type Look = Exclude<LookMethod, 'attention'>

export interface Looks {
  /** image: the feeds of one image. `all`: what else will be asked, so that it is compiled at once. answer: the class that pixels are asked about. */
  mapsOf(method: Look, all: readonly LookMethod[], image: Record<string, Float32Array>, answer: number): AttentionMap[]
  dispose(): void
}

interface Compiled {
  program: Program
  holds: HeldWeights
  explanations: Map<Look, Explanation>
}

export function createLooks(network: Network, shape: [number, number, number], weights: ChosenWeights): Looks {
  const asked = new Set<Look>()
  let compiled: Compiled | null = null

  /** One program for all of them: each program has a copy of the weights. */
  function compile(): Compiled {
    const explanations = new Map<Look, Explanation>()
    const entries: Record<string, Entry> = {}
    for (const look of asked) {
      if (look === 'integrated-gradients') entries[look] = integratedEntry(network, shape)
      else {
        const explanation = explainEntry(network, shape, 1, look)
        explanations.set(look, explanation)
        entries[look] = explanation.entry
      }
    }
    return { program: compileProgram(entries), holds: weights.held(), explanations }
  }
  return {
    mapsOf(method, all, image, answer) {
      const added = [method, ...all].filter((look): look is Look => look !== 'attention' && !asked.has(look))
      if (added.length || !compiled) {
        compiled?.program.dispose()
        added.forEach((look) => asked.add(look))
        compiled = compile()
      }
      const { program, holds, explanations } = compiled
      holds(program)
      const run = (feeds: Parameters<Program['run']>[1]) => program.run(method, feeds)
      const explanation = explanations.get(method)
      return explanation ? mapsOf(explanation.layers(), run(image), 0) : evidenceMap(integrate(run, image, answer), shape)
    },
    dispose: () => compiled?.program.dispose(),
  }
}
