/** A job is a process of its own: what the rest of Fovea knows of it, whether Node or Electron started it. */
import type { EntryName } from '../entries.ts'

export interface JobProcess {
  /** Structured clone. What is sent to a process that has ended is dropped. */
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** Called once, after the last message. null: ended by a signal (killed, crashed, or stopped by the system for lack of memory). */
  onExit(listener: (code: number | null) => void): void
  /** At once; nothing is saved. */
  kill(): void
}

/** `env` is added to the environment of this process. */
export type Launch = (entry: EntryName, env?: Record<string, string>) => JobProcess

/** Set for every job unless the user has set it: TensorFlow's notices stay out, and a GPU's memory is taken as needed. */
export const jobEnvironment: Record<string, string> = { TF_CPP_MIN_LOG_LEVEL: '1', TF_FORCE_GPU_ALLOW_GROWTH: 'true', TF_ENABLE_DEPRECATION_WARNINGS: '0' }
