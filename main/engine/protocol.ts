/** What main and an engine process say to each other (structured clone: typed arrays travel as they are). Types only. */
import type { TextShape } from '../../preload/contract/dataset.ts'
import type { Flow, SizedCost } from '../../preload/contract/flow.ts'
import type { AttentionMap, LookMethod } from '../../preload/contract/inspect.ts'
import type { Faithfulness, Latency } from '../../preload/contract/measure.ts'
import type { Variant } from '../../preload/contract/plan.ts'
import type { Cost, RunConfig, RunEvent, RunTime } from '../../preload/contract/run.ts'
import type { Problem } from '../../preload/contract/errors.ts'

/** First message to a process that trains. Files it leaves in runFolder are named below. */
export interface TrainRequest {
  type: 'train'
  config: RunConfig
  datasetFolder: string
  runFolder: string
  /** Go on from the checkpoint in runFolder when there is one. */
  resume: boolean
}
export interface StopRequest { type: 'stop' }
/** Nobody waits any more for the reply to the measurement with this id; none comes. */
export interface CancelRequest { type: 'cancel'; id: number }

/** Requests to a process that stays warm and answers; each gets one reply with its id. */
export type InferenceRequest =
  | { id: number; type: 'about' }
  | { id: number; type: 'cost'; variant: Variant; input: [number, number, number]; classes: number; text?: TextShape | undefined }
  /** The variant made wider or narrower until it costs what is asked. */
  | { id: number; type: 'match'; variant: Variant; quantity: 'parameters' | 'macs'; target: number; input: [number, number, number]; classes: number; text?: TextShape | undefined }
  /** A few steps of this run, to tell how long all of it would take. */
  | { id: number; type: 'time'; config: RunConfig; datasetFolder: string }
  | { id: number; type: 'flow'; mechanism: string; with: Record<string, unknown>; map: { channels: number; height: number; width: number } }
  | { id: number; type: 'costs'; mechanism: string; with: Record<string, unknown>; channels: number; sides: number[] }
  /** images: u8 (n, H, W, C), already of the size the runs were trained on; captions: (n, length), null where their dataset has none. */
  | { id: number; type: 'answer'; runs: AskedRun[]; images: Uint8Array; captions?: Int32Array | null; shape: [number, number, number, number]; maps: boolean; methods?: LookMethod[] }
  /** Measurements take a while and say how far they are; other questions are answered in between. Latency: of one image, the runs in turns. */
  | { id: number; type: 'latency'; runs: AskedRun[] }
  /** Of a run's maps, over the first test images of every class in turn. */
  | { id: number; type: 'faithfulness'; run: AskedRun; datasetFolder: string; images: number }

/** step: one of its snapshots in place of its last weights. */
export interface AskedRun { runId: string; runFolder: string; step?: number | undefined }

export interface MatchedVariant { variant: Variant; cost: Cost }
export interface About { tensorflow: string; device: { kind: 'cpu' | 'gpu'; name: string }; memoryBytes: number }
export interface RunAnswers { runId: string; logits: Float32Array; milliseconds: number[]; maps: AttentionMap[][] }

export type EngineRequest = TrainRequest | StopRequest | CancelRequest | InferenceRequest
export type EngineReply =
  | { type: 'event'; event: RunEvent }
  | { type: 'reply'; id: number; value: About | Cost | MatchedVariant | Faithfulness | Flow | Latency[] | RunTime | SizedCost[] | RunAnswers[] }
  /** Share done, 0..1, of a measurement. */
  | { type: 'progress'; id: number; done: number }
  | { type: 'error'; id: number | null; problem: Problem }

export const runFiles = {
  /** RunConfig, input shape, classes, normalisation: what is needed to build the model again. */
  model: 'model.json',
  checkpoint: 'checkpoint.safetensors',
  /** 'logits' F32 (N, K), 'labels' I32 (N), 'indices' I32 (N): the test split, in the dataset's order. */
  predictions: 'predictions.safetensors',
  /** Weights alone, as they were after some of the epochs: snapshots/STEP.safetensors. */
  snapshots: 'snapshots',
  /** SampledMaps as JSON: attention over the first test images, so that a report needs no engine. */
  attention: 'attention.json',
} as const

export const snapshotFile = (step: number): string => `${step}.safetensors`
/** null for any other file. */
export const snapshotStep = (name: string): number | null => { const digits = /^(\d+)\.safetensors$/.exec(name)?.[1]; return digits === undefined ? null : Number(digits) }

/**
 * Content of runFiles.attention. indices: places in the dataset; captions: their words, where there are any.
 * Maps of more than 2^18 values are kept as their mean over the queries (queryGrid null).
 */
export interface SampledMaps { indices: number[]; captions?: number[][]; answers: { answer: number; probability: number }[]; maps: AttentionMap[][] }
