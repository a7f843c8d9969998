/**
 * One run from its first step (or its checkpoint) to its last: steps, the test split at the end of epochs, checkpoints, and
 * what is left behind. Everything but the times is a function of (config, seed, step), so a run that was stopped and goes on
 * ends with the same numbers as one that was not.
 */
import { mkdirSync } from 'node:fs'
import { setImmediate as breathe } from 'node:timers/promises'
import { FoveaError } from '../../../preload/contract/errors.ts'
import type { Environment, RunEvent } from '../../../preload/contract/run.ts'
import { costOfNetwork } from '../inference/cost.ts'
import type { TrainRequest } from '../protocol.ts'
import { writeCheckpoint } from './checkpoint.ts'
import { evaluate, type Evaluation } from './evaluation.ts'
import { createReporter } from './reporter.ts'
import { writePredictions, writeSampledMaps } from './results.ts'
import { openSession, type Session, type SessionOptions } from './session.ts'
import { createSnapshots } from './snapshots.ts'
import { requireFinite, stepper } from './stepping.ts'

export interface Hooks {
  emit(event: RunEvent): void
  /** Asked between steps. */
  stopRequested(): boolean
  environment: Omit<Environment, 'datasetFingerprint'>
}

/** What TensorFlow says when memory does not suffice. */
const outOfMemory = /\bOOM\b|RESOURCE_EXHAUSTED|bad_alloc/

/** Seconds between checkpoints at the ends of epochs; the last step and a stop always write one. */
const checkpointEvery = 10

/** Ends after a 'finished' or 'stopped' event, or throws. */
export async function train(request: TrainRequest, hooks: Hooks, options: SessionOptions = {}): Promise<void> {
  mkdirSync(request.runFolder, { recursive: true })
  try {
    const session = openSession(request, options)
    try {
      await follow(session, hooks)
    } finally {
      session.dispose()
    }
  } catch (error) {
    if (!(error instanceof Error) || !outOfMemory.test(error.message)) throw error
    throw new FoveaError('unavailable', 'training.out-of-memory', { batch: request.config.training.batch }, { cause: error })
  }
}

async function follow(session: Session, { emit, stopRequested, environment }: Hooks): Promise<void> {
  const { config: { training }, dataset, program, network, attention, batch, steps, stepsPerEpoch, runFolder } = session
  const position = { ...session.start }
  const { step: fromStep, seconds: fromSeconds } = position
  const began = performance.now()
  const clock = () => (position.seconds = fromSeconds + (performance.now() - began) / 1000)
  const imagesPerSecond = () => (position.timedSeconds > 0 ? (position.timedSteps * batch) / position.timedSeconds : 0)
  emit({ type: 'started', environment: { ...environment, datasetFingerprint: dataset.manifest.fingerprint }, cost: costOfNetwork(network, dataset.manifest.shape), steps, stepsPerEpoch, fromStep })

  const reporter = createReporter(emit)
  const snapshots = createSnapshots({ runFolder, program, weights: network.scope.all(), steps, stepsPerEpoch, from: fromStep, emit })
  const next = stepper(session)
  let learningRate = 0
  let saved = { step: fromStep > 0 ? fromStep : -1, at: began }

  function save(): void {
    clock()
    if (saved.step === position.step && position.step === position.assessed) return
    const file = writeCheckpoint(runFolder, program, network.scope.all(), session.slots, position)
    saved = { step: position.step, at: performance.now() }
    emit({ type: 'checkpoint', step: position.step, file })
  }
  function step(): void {
    const done = next(position.step)
    reporter.point('train/loss', position.step, done.loss)
    reporter.point('train/learning-rate', position.step, done.learningRate)
    learningRate = done.learningRate
    position.correct += done.correct
    position.seen += batch
    // The first step of a process also sets the session up.
    if (position.step > fromStep) {
      position.timedSteps++
      position.timedSeconds += done.seconds
    }
    position.step++
    if (position.step % stepsPerEpoch === 0 || position.step === steps) {
      reporter.point('train/accuracy', position.step, position.correct / position.seen)
      position.correct = position.seen = 0
    }
    const rate = (clock() - fromSeconds) / (position.step - fromStep)
    reporter.progress({ step: position.step, steps, stepsPerEpoch, imagesPerSecond: imagesPerSecond(), secondsLeft: (steps - position.step) * rate })
  }
  /** Null when a stop came in between; it is then made up for when the run goes on. */
  async function assess(): Promise<Evaluation | null> {
    const batches = evaluate(program, dataset, session.pixels, session.evaluationBatch)
    let state = batches.next()
    for (; !state.done; state = batches.next()) {
      await breathe()
      if (stopRequested()) return null
    }
    requireFinite(state.value.loss, position.step, learningRate)
    reporter.point('test/accuracy', position.step, state.value.accuracy)
    reporter.point('test/loss', position.step, state.value.loss)
    measureAttention()
    position.assessed = position.step
    return state.value
  }
  function measureAttention(): void {
    if (attention.isEmpty()) return
    const outputs = program.run('attention', session.pixels.values(session.sampled))
    attention.points(outputs, position.step).forEach(({ metric, step, value }) => reporter.point(metric, step, value))
  }
  const isDue = () => position.step % (stepsPerEpoch * training.evaluateEvery) === 0 && position.assessed !== position.step
  const isEpochEnd = () => position.step > fromStep && position.step % stepsPerEpoch === 0

  try {
    snapshots.reach(position.step)
    while (position.step < steps && !stopRequested()) {
      if (isDue()) await assess()
      else {
        step()
        snapshots.reach(position.step)
      }
      if (isEpochEnd() && !isDue() && performance.now() - saved.at > checkpointEvery * 1000) save()
      await breathe()
    }
    const result = position.step < steps ? null : await assess()
    save()
    reporter.flush()
    if (!result) return emit({ type: 'stopped', step: position.step, seconds: clock() })
    writePredictions(runFolder, dataset, result.logits)
    writeSampledMaps(session)
    emit({ type: 'finished', step: position.step, seconds: clock(), imagesPerSecond: imagesPerSecond(), testAccuracy: result.accuracy, testLoss: result.loss })
  } catch (error) {
    reporter.flush()
    throw error
  }
}
