/** What set-up remembers about this clone (.fovea/setup.json), and writing a file so that it is never seen half-written. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { readJson, stateFile } from './places.js'

/**
 * @typedef {object} Engine how TensorFlow is reached here
 * @property {'own' | 'wheel' | 'installer'} way
 * @property {'cpu' | 'gpu' | null} flavour
 * @property {string | null} version
 * @property {string} library path of the TensorFlow library
 * @property {string} binding path of the compiled binding
 * @property {string} key changes when anything it was made from changes
 */
/**
 * @typedef {object} State
 * @property {Engine} [engine]
 * @property {{ code: string, params: Record<string, string | number> }} [engineProblem] why there is none
 * @property {{ version: string, at: string }} [electronFailed] the download that did not work, so that it is not tried at every start
 */

/** @returns {State} */
export const readState = () => readJson(stateFile) ?? {}

/** @param {Partial<State>} changes undefined removes a key */
export function remember(changes) {
  writeWhole(stateFile, JSON.stringify({ ...readState(), ...changes }, null, 2) + '\n')
}

/** @param {string} file @param {string} text */
export function writeWhole(file, text) {
  mkdirSync(dirname(file), { recursive: true })
  const part = `${file}.${process.pid}.part`
  writeFileSync(part, text)
  renameSync(part, file)
}
