/** The machine, the engine and what is under way. */
import { z } from 'zod'
import { Problem } from './errors.ts'
import { Language } from './text.ts'

export const DoctorReport = z.object({
  fovea: z.string(),
  node: z.string(),
  electron: z.string().nullable(),
  platform: z.string(),
  engine: z.object({ ready: z.boolean(), tensorflow: z.string().nullable(), way: z.string().nullable(), library: z.string().nullable(), problem: Problem.nullable() }),
  device: z.object({ kind: z.enum(['cpu', 'gpu']), name: z.string(), cores: z.int(), memoryBytes: z.number() }),
  paths: z.object({ home: z.string(), cache: z.string() }),
  freeDiskBytes: z.number(),
  missing: z.array(Problem),
})
export type DoctorReport = z.infer<typeof DoctorReport>

export const SystemStatus = z.object({
  /** Neither ready nor a problem: the engine is being asked, which takes a few seconds after the start. */
  device: z.string(), cores: z.int(), tensorflow: z.string().nullable(), engineReady: z.boolean(), engineProblem: Problem.nullable(),
  queue: z.object({ comparisonId: z.string().nullable(), runId: z.string().nullable(), done: z.int(), total: z.int(), secondsLeft: z.number().nullable(), imagesPerSecond: z.number().nullable(), memoryBytes: z.number().nullable(), paused: z.boolean() }),
  /** What the user should hear without having asked: a damaged history put aside, a full disk that paused the queue. */
  notices: z.array(Problem).optional(),
})
export type SystemStatus = z.infer<typeof SystemStatus>

export const Settings = z.object({ language: Language.nullable().default(null), theme: z.enum(['light', 'dark', 'system']).default('system'), density: z.enum(['dense', 'regular', 'roomy']).default('regular'), /** Whether the system tells of comparisons that end while the window is not looked at. */ tellEnd: z.boolean().default(true) })
export type Settings = z.infer<typeof Settings>
/** Without the defaults: what is not given stays as it is. */
export const SettingsChange = z.object({ language: Settings.shape.language.unwrap(), theme: Settings.shape.theme.unwrap(), density: Settings.shape.density.unwrap(), tellEnd: Settings.shape.tellEnd.unwrap() }).partial()

/** Long work that is not a run: an import, a download, a measurement. `key`: of the dataset that was made, empty where none was. */
export const TaskEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), done: z.number(), total: z.number().nullable(), what: z.enum(['reading', 'downloading', 'unpacking', 'packing', 'checking', 'measuring']) }),
  z.object({ type: z.literal('finished'), key: z.string() }),
  z.object({ type: z.literal('failed'), problem: Problem }),
])
export type TaskEvent = z.infer<typeof TaskEvent>
