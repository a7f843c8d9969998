/** The time of a run told from a few of its steps: nothing is kept, and what would stop the run is said. */
import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { beforeAll, expect, test } from 'vitest'
import { RunTime } from '../../../preload/contract/run.ts'
import { loadTensorFlow } from '../../../main/engine/tensorflow/load.ts'
import { calibrate } from '../../../main/engine/training/calibration.ts'
import { tinyDataset, tinyRequest } from './tiny-dataset.ts'

beforeAll(() => loadTensorFlow())
const dataset = tinyDataset()
const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('fovea-calibration-'))

test('gives the steps of the whole run and an interval around its time', () => {
  const { config, datasetFolder } = tinyRequest(dataset, { training: { epochs: 12 } })
  const before = left()
  const time = RunTime.parse(calibrate(config, datasetFolder))
  expect(time.steps).toBe(84)
  expect(time.measuredSteps).toBeGreaterThanOrEqual(3)
  expect(time.low).toBeLessThanOrEqual(time.seconds)
  expect(time.seconds).toBeLessThanOrEqual(time.high)
  expect(time.low).toBeGreaterThan(0)
  expect(left()).toEqual(before)
})

test('a run of a single step is timed by it', () => {
  const { config, datasetFolder } = tinyRequest(dataset, { training: { steps: 1 } })
  expect(calibrate(config, datasetFolder)).toMatchObject({ steps: 1, measuredSteps: 0 })
})

test('a model that cannot stand on the images is refused as its run would be', () => {
  const { config, datasetFolder } = tinyRequest(dataset, {})
  expect(() => calibrate({ ...config, variant: { ...config.variant, model: 'nobody' } }, datasetFolder)).toThrow('nobody')
  expect(left()).toEqual([])
})
