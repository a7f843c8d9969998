/** How busy others keep this computer while something is measured here. */
import { cpus } from 'node:os'

/** Milliseconds since the computer was started, over all processors; and those in which they worked. */
export interface ProcessorTime { all: number; worked: number }

function processorTime(): ProcessorTime {
  const times = cpus().map(({ times: of }) => of)
  const worked = times.reduce((sum, { user, nice, sys, irq }) => sum + user + nice + sys + irq, 0)
  return { all: worked + times.reduce((sum, { idle }) => sum + idle, 0), worked }
}
const ownTime = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000 }

/** Gives, whenever asked, the share of the time of all processors since now that went to others, 0..1. */
export function watchOthers(computer: () => ProcessorTime = processorTime, own: () => number = ownTime): () => number {
  const [before, ownBefore] = [computer(), own()]
  return () => {
    const { all, worked } = computer()
    const passed = all - before.all
    return passed > 0 ? Math.min(1, Math.max(0, (worked - before.worked - (own() - ownBefore)) / passed)) : 0
  }
}
