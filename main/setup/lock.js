/**
 * One set-up at a time: a folder made atomically, touched while it is held. One that nobody touches any more was left by
 * a set-up that was killed, and is taken over. Every result is put in place by a rename, so even a lost race only does work twice.
 */
import { mkdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { say } from './say.js'

const beat = 1000
const stale = 10_000

/** @template T @param {string} folder @param {() => Promise<T>} work @returns {Promise<T>} */
export async function alone(folder, work) {
  mkdirSync(dirname(folder), { recursive: true })
  for (let told = false; !take(folder); told = true) {
    if (!told) say('waiting')
    await sleep(300)
  }
  const release = () => rmSync(folder, { recursive: true, force: true })
  const ended = (/** @type {NodeJS.Signals} */ signal) => process.exit(signal === 'SIGINT' ? 130 : 143)
  process.on('exit', release).on('SIGINT', ended).on('SIGTERM', ended)
  const touch = setInterval(() => { try { utimesSync(folder, new Date(), new Date()) } catch { /* taken over: see above */ } }, beat)
  try {
    return await work()
  } finally {
    clearInterval(touch)
    release()
    process.off('exit', release).off('SIGINT', ended).off('SIGTERM', ended)
  }
}

/** @param {string} folder @returns {boolean} */
function take(folder) {
  try {
    mkdirSync(folder)
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
  }
  try {
    if (Date.now() - statSync(folder).mtimeMs > stale) {
      const aside = `${folder}.${process.pid}`
      renameSync(folder, aside)
      rmSync(aside, { recursive: true, force: true })
    }
  } catch { /* it was given back meanwhile */ }
  return false
}
