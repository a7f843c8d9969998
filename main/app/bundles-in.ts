/** The .fovea files that a command line names, as whole paths. */
import { resolve } from 'node:path'

export const bundlesIn = (words: readonly string[], folder: string): string[] =>
  words.filter((word) => /\.fovea$/i.test(word) && !word.startsWith('-')).map((word) => resolve(folder, word))
