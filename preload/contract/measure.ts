/** What is measured of a trained run after its end: how long an answer takes here, and how faithful its maps are to its answers. */
import { z } from 'zod'

/**
 * One warm forward pass of one image: median, and the 10th and 90th hundredth of the passes, which took turns with those of the runs measured with it.
 * others: share of the time of all processors that other processes, Fovea’s own others among them, used meanwhile, where it was looked at.
 */
export const Latency = z.object({ milliseconds: z.number(), low: z.number(), high: z.number(), passes: z.int(), device: z.string(), others: z.number().min(0).max(1).optional() })
export type Latency = z.infer<typeof Latency>

/** From so much on, others may have slowed what was measured. */
const disturbing = 0.1
/** The largest share that others used while these were measured; null where it was too little to matter, or nobody looked. */
export function disturbanceOf(latencies: readonly (Pick<Latency, 'others'> | null)[]): number | null {
  const largest = Math.max(0, ...latencies.map((one) => one?.others ?? 0))
  return largest >= disturbing ? largest : null
}

/**
 * Means over the images. deletion, insertion: area under the probability of the answer while the places are taken away, or put
 * in, the most looked at first (Petsiuk et al. BMVC 2018): a faithful map has a low deletion and a high insertion.
 * Where the dataset knows the box of the object: pointing, the share of images whose most looked at place lies in it
 * (Zhang et al. IJCV 2018), and iou, of the box and the places that hold half of the look.
 */
export const MapScores = z.object({ deletion: z.number(), insertion: z.number(), pointing: z.number().nullable(), iou: z.number().nullable() })
export type MapScores = z.infer<typeof MapScores>

/** model: of the map of its answer. Controls: a random order of the same places, and the nearer to the middle the earlier. */
export const Faithfulness = z.object({ images: z.int(), kind: z.enum(['attention', 'gate', 'grad-cam']), layer: z.string(), model: MapScores, random: MapScores, centre: MapScores })
export type Faithfulness = z.infer<typeof Faithfulness>

export const MeasureKind = z.enum(['latency', 'faithfulness'])
export type MeasureKind = z.infer<typeof MeasureKind>
export const Measures = z.object({ latency: Latency.nullable(), faithfulness: Faithfulness.nullable() })
export type Measures = z.infer<typeof Measures>
export const unmeasured: Measures = { latency: null, faithfulness: null }
