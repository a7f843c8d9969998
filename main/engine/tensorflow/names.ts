/** Names of the operations under way, so that a recording knows which part of a model each belongs to. */

/** One call of named(); two calls of one name are two. */
export interface NamedCall { name: string; call: number }

const stack: NamedCall[] = []
let calls = 0

/** Runs `body`; every operation recorded meanwhile carries the name. */
export function named<T>(name: string, body: () => T): T {
  stack.push({ name, call: ++calls })
  try {
    return body()
  } finally {
    stack.pop()
  }
}

/** Outermost first. */
export const currentCalls = (): NamedCall[] => [...stack]
