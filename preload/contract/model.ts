/** One model at one size of image: what it costs and where attention can be put. */
import { z } from 'zod'
import { MechanismKind } from './catalogue.ts'
import { Cost } from './run.ts'

/** A place for attention and the map that passes there. */
export const SizedSite = z.object({ id: z.string(), kind: MechanismKind, height: z.int(), width: z.int(), channels: z.int() })
export type SizedSite = z.infer<typeof SizedSite>

export const ModelDescription = z.object({
  id: z.string(),
  /** Id of its family. */
  family: z.string(),
  input: z.tuple([z.int(), z.int(), z.int()]),
  classes: z.int(),
  ...Cost.shape,
  sites: z.array(SizedSite),
})
export type ModelDescription = z.infer<typeof ModelDescription>
