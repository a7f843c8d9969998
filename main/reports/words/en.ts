/** English words of findings, fairness notes and reports. Plain words, present tense, no praise. */
import type { Span } from '../../../preload/contract/comparison.ts'
import { percent, points, range, signedPoints, thousands } from '../../../preload/contract/format.ts'
import type { Claim, Words } from './type.ts'

const list = (names: string[]): string => (names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`)
const start = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const plain = (text: string): Span => ({ text })
const numbers = ['No', 'One', 'Two']
const plural = (n: number, one: string) => `${thousands(n)} ${one}${n === 1 ? '' : 's'}`

/** The interval of a gain, or of a loss turned to positive numbers. */
const interval = ({ interval: i, digits }: Claim, turn = 1) =>
  i ? ` (95${'\u202f'}% interval ${range(turn > 0 ? i : { low: -i.high, high: -i.low }, 'en', digits)})` : ''
const figures = (c: Claim) => `${percent(c.accuracy, 'en', c.digits)} against ${percent(c.baselineAccuracy, 'en', c.digits)}`

export const en: Words = {
  finding: {
    better: (c) => [plain(`${start(c.name)} `), { text: 'reads more of these images correctly', mark: 'yes' }, plain(` than ${c.baseline}: ${figures(c)}, a gain of ${points(c.difference, c.digits)} points${interval(c)}. `)],
    worse: (c) => [plain(`${start(c.name)} `), { text: 'reads fewer of these images correctly', mark: 'no' }, plain(` than ${c.baseline}: ${figures(c)}, a loss of ${points(-c.difference, c.digits)} points${interval(c, -1)}. `)],
    alsoBetter: (names) => [plain(`${start(list(names))} also ${names.length > 1 ? 'help' : 'helps'}. `)],
    alsoWorse: (names) => [plain(`${start(list(names))} also ${names.length > 1 ? 'hurt' : 'hurts'}. `)],
    noEvidence: (names) => [plain(`For ${list(names)} there is `), { text: 'no evidence', mark: 'none' }, plain(' of a difference. ')],
    largest: (c) => [plain(`The largest, of ${c.name}, is ${signedPoints(c.difference, c.digits)} points${interval(c)}: ${figures(c)} of ${c.baseline}. `)],
    unclear: (names) => [plain(`${start(list(names))} ${names.length > 1 ? 'are' : 'is'} unclear: the seeds and the images do not agree. `)],
    control: (c) => [plain(`The control, ${c.name}, ${c.difference > 0 ? 'gains' : 'loses'} ${points(Math.abs(c.difference), c.digits)} points${interval(c, Math.sign(c.difference))}. `)],
    tooFewSeeds: (n) => [plain(`${numbers[n] ?? n} ${n === 1 ? 'seed is' : 'seeds are'} too few for a verdict. `)],
    measured: (c) => [plain(`${start(c.name)}: ${figures(c)}, ${signedPoints(c.difference, c.digits)} points${interval(c)}. `)],
    incomplete: (finished, total, failed) => [plain(failed
      ? `${plural(failed, 'run')} of ${total} failed. Without all runs there is no verdict. `
      : `${finished} of ${plural(total, 'run')} ${finished === 1 ? 'is' : 'are'} finished. The finding comes with the last one. `)],
    alone: (baseline) => [plain(`There is nothing to compare with ${baseline}. `)],
    limits: ({ seeds, epochs, steps, testImages }) =>
      `One dataset, ${plural(seeds, 'seed')}, ${list([...(steps === null ? [] : [plural(steps, 'step')]), ...(epochs === null ? [] : [plural(epochs, 'epoch')])])}, ${plural(testImages, 'test image')}. This says nothing about other images, larger models or longer training.`,
  },
  fairness: {
    same: (print) => `Same split${print ? ` (fingerprint ${print})` : ''}, augmentation, schedule, budget and seeds`,
    different: (what, settings) => `Not the same for all runs: ${what.map((w) => ({ data: 'the data and its split', training: `the training settings (${settings.join(', ')})`, seeds: 'the seeds' })[w]).join(', ')}`,
    environment: (different) => `Not all runs were made alike: ${different.map(({ name, values }) => `${{ fovea: 'version of Fovea', tensorflow: 'TensorFlow', device: 'device', platform: 'platform' }[name]} ${values.join(' and ')}`).join(', ')}`,
    otherModel: (names) => `${start(list(names))} ${names.length > 1 ? 'are other models' : 'is another model'} than the baseline: more than attention differs`,
    otherOptions: (names, options) => `${start(list(names))} ${names.length > 1 ? 'have' : 'has'} other options of the model than the baseline: ${options.join(', ')}`,
    missing: (runs) => `Not finished, so left out: ${runs.join(', ')}`,
    sizeDoesNotExplain: (control, gain, best, bestGain) => `Size alone does not explain it: ${control}, no smaller, has ${gain} points where ${best} has ${bestGain}`,
    controlGains: (control, gain, best, bestGain) => `${start(control)}, a control, has ${gain} points where ${best} has ${bestGain}: much of the gain has another way`,
    macs: (name, ratio) => `${start(name)} costs ${ratio} times the MACs of the baseline`,
    macsAndParameters: (name, macs, parameters) => `${start(name)} costs ${macs} times the MACs of the baseline and has ${parameters} times its parameters`,
    parameters: (name, ratio) => `${start(name)} has ${ratio} times the parameters of the baseline`,
    sameCost: 'Parameters and MACs of what is tried lie within 10\u202f% of the baseline',
  },
  report: {
    report: 'Fovea report',
    question: (baseline) => `Does attention help, compared with ${baseline}?`,
    remark: 'About this task',
    data: 'Data', dataset: 'Dataset', imagesName: 'Images', images: (train, test) => `${train} for training, ${test} for testing`, fingerprint: 'Fingerprint, SHA-256', shape: 'Size of an image', licence: 'Licence', classes: 'Classes', samples: 'Some of the test images', parameters: 'Parameters',
    models: 'Models', model: 'Model', place: 'Where', role: { baseline: 'baseline', tried: 'tried', control: 'control' }, baseModel: 'Built on', mechanism: 'What is put in',
    latexAccuracy: 'Accuracy, % (mean ± sd)', latexDifference: 'Difference, points [95 % interval]', latexCaption: (seeds, images) => `Mean and standard deviation over ${plural(seeds, 'seed')}, ${plural(images, 'test image')}; differences to the first row, paired by seed. Bold: better by both tests, over seeds and over images.`,
    result: 'Result', variant: 'Variant', accuracy: 'Accuracy, %', accuracyUnder: 'mean ± 95\u202f% interval', differenceAxis: 'Difference to baseline, points, 95\u202f% interval', differenceColumn: 'points', p: 'p, Holm', verdict: 'Verdict', brokenFixed: 'Broken | fixed, images', params: 'Params, k', macs: 'MACs, M', speed: 'Training, images/s', seconds: 'Time, s', reference: 'reference',
    verdicts: { helps: 'helps', hurts: 'hurts', unclear: 'unclear', 'no-evidence': 'no evidence', 'too-few-seeds': 'too few seeds', incomplete: 'incomplete' },
    tableNote: (seeds) => `Accuracy on the test images after the last epoch. ± is half of the 95\u202f% interval over ${plural(seeds, 'seed')} (t). Bold: the seeds and the images agree.`,
    howTested: 'Two tests of different things. Over seeds: the 95\u202f% t interval of the difference, paired by seed, excludes 0; one of no width, where all seeds show the same difference, counts for nothing. Over images: McNemar’s test, mid-p, on the majority answer of the seeds, corrected for all rows by Holm, is below 0.05. Both in the same direction: helps or hurts. Only one: unclear. Neither: no evidence. Fixed are test images that the baseline gets wrong and the variant right; broken, the reverse. MACs are counted per image, forward, attention products included.',
    fairness: 'Is the comparison fair?',
    curves: 'Test accuracy while training', curvesUnder: (seeds) => (seeds > 1 ? `mean of ${seeds} seeds, band = 95\u202f% interval` : 'one seed'), testAccuracy: 'Test accuracy, %', epoch: 'epoch', steps: 'step', hidden: (n) => `${plural(n, 'line')} in grey`, noCurves: 'No curves were recorded.',
    cost: 'What it costs', costUnder: 'dotted line: nothing cheaper is better', macsAxis: 'MACs per image, M',
    measured: {
      head: 'Measured on the trained models', latency: 'Latency, ms', map: 'Map', deletion: 'Deletion', insertion: 'Insertion', pointing: 'Pointing, %', overlap: 'IoU', kinds: { attention: 'attention', gate: 'gate', 'grad-cam': 'Grad-CAM' },
      passes: (passes, device) => `Latency: median of ${passes} warm passes of one image on ${device}, the models in turns, with the 10th and 90th hundredth; mean over the seeds.`,
      disturbed: (share) => `Meanwhile other processes used up to ${share} of the processors: undisturbed, it may be quicker.`,
      images: (count) => `Maps: the places of ${count} test images are taken away (deletion) or put in (insertion), the most looked at first, and the area under the probability of the answer is shown; pointing and IoU are against the object’s box. Beside each, the same of places in random order, and of those nearest the middle first. A faithful map has a lower deletion and a higher insertion than both.`,
    },
    confusion: 'What is taken for what', confusionUnder: 'Majority answer of the seeds. Rows: true class; columns: answer; cells: test images. The diagonal is right.', confusionCell: (truth, answer, n) => `${truth} answered as ${answer}: ${n}`, answerAxis: 'answer', truthAxis: 'true class',
    looks: 'What it looks at', looksUnder: (n) => `${n} test images, the first of each class in turn, not chosen by result; models of the first seed. Colour: a cell gets this many times the even share; nothing is drawn at 1× or less. Outline: the cells that hold half of the look. Mean over heads and queries.`, scale: (n) => `1× (even) to ${n}× (all in one cell)`, tile: (truth, answer, right) => `true ${truth}, answer ${answer}${right ? ', right' : ', wrong'}`, gradCam: 'Grad-CAM, not attention', noLooks: 'None of the finished runs kept attention maps.', half: 'half of the look', original: 'the image',
    doesNotShow: 'What this does not show',
    doesNotShowPoints: ({ seeds, complete, device }) => [
      'Other images: everything here was measured on one dataset and one split.',
      'Larger models or longer training: differences can shrink, vanish or turn there.',
      `Rare seeds: ${plural(seeds, 'seed')} show the usual spread and not the extremes.`,
      'Causes: a map shows where a layer takes its input from. It does not show why the answer was given.',
      `Speed elsewhere: times and images/s belong to this machine (${device}).`,
      ...(complete ? [] : ['The whole plan: some runs are not finished.']),
    ],
    environment: 'Environment', environmentNames: { fovea: 'Fovea', node: 'Node', tensorflow: 'TensorFlow', device: 'Device', cores: 'Cores', memory: 'Memory', platform: 'System', training: 'Training time of all runs' },
    repeat: 'To repeat it', repeatUnder: 'Save the plan as plan.yaml and run: fovea compare plan.yaml. The same machine gives the same numbers.',
    runTable: 'Every run', seed: 'Seed', state: 'State', states: { queued: 'waiting', running: 'running', finished: 'finished', stopped: 'stopped', failed: 'failed' }, loss: 'Test loss',
    credit: (interactive) => (interactive ? 'Made with Fovea. This file loads nothing; without its script it says the same.' : 'Made with Fovea. This file loads nothing and runs no script.'),
    notes: 'Notes of the author', at: (place) => `at ${place}`,
    sections: { result: 'Result', curves: 'Curves', looks: 'What it looks at', cost: 'Cost', models: 'Models', data: 'Data', confusion: 'Confusion', runs: 'Every run', 'not-shown': 'What this does not show', environment: 'Environment', repeat: 'To repeat it' },
    withoutModels: (names) => `Left out of tables and charts by the author: ${list(names)}. The finding and the correction for many comparisons count them.`,
    withoutSections: (names) => `Sections left out by the author: ${names.join('; ')}.`,
    interaction: { sort: 'Sort by this column', point: 'Point at the chart to read it.', hide: 'Hide or show this line', enlarge: 'Press to enlarge', theme: 'Light or dark' },
  },
}
