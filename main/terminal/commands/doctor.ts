/** fovea doctor: what this machine has and what is missing. */
import { describeProblem } from '../../../preload/contract/errors.ts'
import { bytes } from '../../../preload/contract/format.ts'
import type { Context } from '../context.ts'
import { exitCodes } from '../exit-codes.ts'
import { plainSpaces } from '../result-text.ts'
import { facts } from '../table.ts'

export async function doctor({ fovea, output, say }: Context): Promise<number> {
  const found = await (await fovea()).call('system.doctor', undefined)
  const d = say.doctor
  const engine = found.engine
  const problems = [...(engine.problem ? [engine.problem] : []), ...found.missing]
  output.show(found, () => plainSpaces([
    facts([
      [d.fovea, found.fovea], [d.node, found.node], ['Electron', found.electron ?? '–'], [d.system, found.platform],
      [d.engine, `${engine.tensorflow ?? '–'} (${engine.ready ? d.ready : d.notReady})`], [d.way, engine.way ?? '–'], [d.library, engine.library ?? '–'],
      [d.device, found.device.name], [d.cores, String(found.device.cores)], [d.memory, bytes(found.device.memoryBytes)],
      [d.home, found.paths.home], [d.cache, found.paths.cache], [d.disk, bytes(found.freeDiskBytes)],
    ]),
    ...(problems.length ? ['', d.missing, ...problems.map((p) => `  ${Object.values(describeProblem(p, output.language)).join(' ')}`)] : []),
  ].join('\n')))
  return engine.ready ? exitCodes.ok : exitCodes.failed
}
