/** The words of the terminal in English. */
import type { TerminalWords } from './type.ts'

export const en: TerminalWords = {
  program: 'Does this attention help on these images, and what does it look at?',
  options: {
    home: 'where everything is kept (else FOVEA_HOME, else the system’s place)', language: 'en or zh-CN', json: 'print JSON', help: 'show help', version: 'show the version', out: 'file to write',
    comparison: 'only those of one comparison', input: 'side of the images in pixels (default: the published one)', size: 'side of the square that images are brought to, in pixels', test: 'share of the images kept for testing', seed: 'seed of the split', name: 'name of the dataset', with: 'parameter as key=value, may be repeated', from: 'an official archive or folder on disk, instead of a download', classes: 'number of classes',
    port: 'port on 127.0.0.1 (0: any free one)', noReport: 'write no report', format: 'form of the report', weights: 'with the trained weights', top: 'answers shown for an image', caption: 'caption of the images, for models that read one', seeds: 'seeds instead of those of the plan, such as 1,2,3', open: 'open the browser', unassociate: 'take it back', title: 'title of the report', question: 'its question', notes: 'a text file with notes of the author', without: 'sections left out', withoutModel: 'models left out of tables and charts', noScript: 'HTML without the layer of interaction',
  },
  commands: {
    compare: 'train all variants of a plan and compare them', evaluate: 'ask a trained run about images', report: 'write the report of a comparison: HTML, or PDF, Markdown, LaTeX, CSV, JSON', bundle: 'write a comparison as one .fovea file that another Fovea opens as runs', openBundle: 'open a .fovea file as a comparison with its runs',
    runs: 'trained runs', runsList: 'list runs', runsShow: 'show a run', runsRemove: 'move runs to the bin', runsContinue: 'continue a stopped run',
    datasets: 'datasets', datasetsList: 'list datasets on disk', datasetsAdd: 'make or fetch a dataset by its id, or import a folder of class folders', datasetsShow: 'show a dataset', datasetsRemove: 'remove a dataset from disk',
    models: 'model families', modelsList: 'list models', modelsDescribe: 'what a model is, costs and offers places for', attention: 'attention mechanisms', attentionList: 'list mechanisms', attentionDescribe: 'describe a mechanism',
    plan: 'plans', planCheck: 'check a plan without running it', planSchema: 'print the JSON Schema of plans, for editors', planStarters: 'list the starter comparisons, or print one',
    serve: 'show the window in a browser, on this computer only', doctor: 'say what this machine has and what is missing', associate: 'make the system open .fovea files with this Fovea', demo: 'run two starter comparisons and write their reports',
  },
  exitHelp: 'Exit codes: 0 done; 1 failed; 2 the command line or the plan is wrong; 3 a run failed; 130 interrupted, checkpoints kept.',
  columns: { id: 'Id', name: 'Name', kind: 'Kind', state: 'State', variant: 'Variant', seed: 'Seed', accuracy: 'Accuracy, %', accuracyInterval: 'Accuracy, % ± 95 %', difference: 'Difference, points (95 %)', p: 'p, Holm', verdict: 'Verdict', parameters: 'Params, k', macs: 'MACs, M', speed: 'Images/s', seconds: 'Time, s', comparison: 'Comparison', images: 'Images', classes: 'Classes', size: 'Size', file: 'File', answer: 'Answer', probability: 'Probability', truth: 'True class', option: 'Option', default: 'Default', allowed: 'Allowed', place: 'Place', attends: 'Attends', created: 'Made', progress: 'Progress' },
  states: { queued: 'waiting', waiting: 'waiting', running: 'running', finished: 'finished', stopped: 'stopped', failed: 'failed' },
  kinds: { map: 'map to map', head: 'head', tokens: 'in place of attention or convolution', scales: 'scales' },
  baseline: 'baseline', control: 'control', fair: 'Is the comparison fair?', remark: 'About this task',
  associated: (set) => (set ? '.fovea files open in this Fovea now. Some desktops notice at the next log-in.' : '.fovea files no longer open in this Fovea.'),
  left: (time) => `about ${time} left`,
  runLine: (variant, seed) => `${variant}, seed ${seed}`,
  runEnded: (done, total, variant, seed, outcome) => `${done}/${total}  ${variant}, seed ${seed}: ${outcome}`,
  speed: (rate) => `${rate} images/s`,
  waiting: 'waiting',
  task: { reading: 'Reading', downloading: 'Downloading', unpacking: 'Unpacking', packing: 'Packing', checking: 'Checking', measuring: 'Measuring' },
  wordsLook: (image) => `${image}: where each word looks (· less than evenly, █ 8 times as much or more)`,
  stopping: 'Stopping; checkpoints are kept. Ctrl-C again ends at once.',
  stopped: (id) => `Stopped. What is finished is kept in comparison ${id}.`,
  continueHint: (id) => `Go on with: fovea compare --continue ${id}`,
  opened: ({ comparisonId: id, runs, known, weights, remarks }) => {
    const of = (n: number) => `${n} ${n === 1 ? 'run' : 'runs'}`
    if (!known) return `Opened as comparison ${id} with ${of(runs)}. Its report: fovea report ${id}`
    const added = [...(weights ? [`Added: the weights of ${of(weights)}.`] : []), ...(remarks ? [`Added: tags, notes or measurements of ${of(remarks)}.`] : [])]
    return `Here already: comparison ${id}. ${added.join(' ') || 'Nothing was changed.'}`
  },
  reportAt: (file) => `Report: ${file}`,
  demoTime: (time) => `Done in ${time}.`,
  started: (name, models, seeds) => `${name}: ${models} variants × ${seeds} ${seeds === 1 ? 'seed' : 'seeds'}`,
  none: { runs: 'No runs yet. "fovea demo" makes some.', datasets: 'No datasets yet. "fovea datasets add digits" makes one.' },
  removed: (count) => `${count} moved to the bin.`,
  planGood: (variants, seeds) => `The plan is good: ${variants} variants, ${seeds} seeds, ${variants * seeds} runs.`,
  right: (n, total, share) => `${n} of ${total} right, ${share}`,
  served: (url) => `Fovea is at ${url}\nThe address works once, in one browser of this computer. Ctrl-C ends it.`,
  yes: 'yes', no: 'no',
  doctor: { fovea: 'Fovea', node: 'Node', system: 'System', engine: 'TensorFlow', library: 'Library', way: 'Found by', device: 'Device', memory: 'Memory', cores: 'Cores', home: 'Kept in', cache: 'Cache', disk: 'Free disk', ready: 'ready', notReady: 'not ready', missing: 'Missing:' },
  facts: { formula: 'Formula', paper: 'Paper', places: 'Places', options: 'Options', noOptions: 'no options', fingerprint: 'Fingerprint', licence: 'Licence', source: 'Source', shape: 'Size of an image', train: 'for training', test: 'for testing', warnings: 'Warnings', skipped: 'Left out', step: 'Step', dataset: 'Dataset', loss: 'Test loss', problem: 'Problem', parameters: 'Parameters', macs: 'MACs per image', macsWithout: 'without attention products', share: 'Attention’s share', activations: 'Activations', showsPlaces: 'Shows where it looks', started: 'Started', device: 'Device' },
  input: (shape) => `On images of ${shape}`,
  namesOf: (family) => `Published sizes, ${family}`,
}
