/** Names of the operations under way, so that a recording knows which part of a model each belongs to. */
const stack: string[] = []

/** Runs `body`; every operation recorded meanwhile carries the name. */
export function named<T>(name: string, body: () => T): T {
  stack.push(name)
  try {
    return body()
  } finally {
    stack.pop()
  }
}

export const currentNames = (): string[] => [...stack]
