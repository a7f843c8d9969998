/** Every call between window and main: name → kind, input, output. Types of both sides come from here. */
import { z } from 'zod'
import { OpenedBundle } from './bundle.ts'
import { Catalogue } from './catalogue.ts'
import { ComparisonDetail, ComparisonResult, ComparisonSummary } from './comparison.ts'
import { DatasetManifest, Samples, Split, TextShape } from './dataset.ts'
import { Problem } from './errors.ts'
import { ArticleFault } from './article.ts'
import { EvaluatedImage, Evaluation, EvaluationFilter, EvaluationMetrics, EvaluationSort, EvaluationSource } from './evaluation.ts'
import { Duplicates, EvidenceImages, EvidenceMetrics, GroupComparison, ImageFilter, NearImages, ThresholdCurves } from './evidence.ts'
import { Flow, MechanismChoice, SizedCost } from './flow.ts'
import { ImageInput, Inspection, LookMethod } from './inspect.ts'
import { MeasureKind } from './measure.ts'
import { ModelDescription } from './model.ts'
import { DatasetReference, Plan, Training, Variant } from './plan.ts'
import { ReportChoices, ReportFormat } from './report.ts'
import { Cost, Curve, RunRecord, RunTime, SequencedEvent } from './run.ts'
import { DoctorReport, Settings, SettingsChange, SystemStatus, TaskEvent } from './system.ts'
import { Language, Packed } from './text.ts'

const query = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ kind: 'query', input, output }) as const
const command = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ kind: 'command', input, output }) as const
const stream = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ kind: 'stream', input, output }) as const

const none = z.object({}).optional()
const id = z.string().min(1).max(200)
const done = z.object({})
const side = z.int().min(1).max(1024)

export const procedures = {
  'system.doctor': query(none, DoctorReport),
  'system.status': stream(none, SystemStatus),
  'settings.get': query(none, Settings),
  'settings.set': command(SettingsChange, Settings),

  'catalogue.get': query(none, Catalogue),
  /** What the five articles got wrong, in code and in claims. */
  'catalogue.articles': query(none, z.array(ArticleFault)),
  /** The shape flow of a mechanism on a map, and what it costs on square maps of several sides; both need the engine. */
  'catalogue.flow': query(MechanismChoice.extend({ height: side, width: side }), Flow),
  'catalogue.cost': query(MechanismChoice.extend({ sides: z.array(side).min(1).max(16) }), z.array(SizedCost)),

  'datasets.list': query(none, z.array(DatasetManifest)),
  /** Makes (or finds) the dataset a reference names. `path`: where a download lies on disk already, as its official archive or a folder. */
  'datasets.prepare': command(DatasetReference.extend({ path: z.string().min(1).optional() }), z.object({ taskId: id })),
  'datasets.samples': query(z.object({ key: id, split: Split.optional(), classIndex: z.int().optional(), offset: z.int().nonnegative().default(0), limit: z.int().min(1).max(500).default(60) }), Samples),
  /** Files of one folder come in as parts; `import` reads them when all are there. A desktop window may give a path instead. */
  'uploads.begin': command(none, z.object({ uploadId: id })),
  'uploads.file': command(z.object({ uploadId: id, path: z.string().min(1).max(1024), bytes: z.base64().max(96 * 1024 * 1024) }), done),
  /** What was sent is not wanted after all. */
  'uploads.drop': command(z.object({ uploadId: id }), done),
  'datasets.import': command(
    z.object({ name: z.string().min(1).max(100), source: z.discriminatedUnion('from', [z.object({ from: z.literal('path'), path: z.string() }), z.object({ from: z.literal('upload'), uploadId: id })]), size: z.int().min(8).max(512), testFraction: z.number().gt(0).lt(1), seed: z.int().nonnegative() }),
    z.object({ taskId: id }),
  ),
  'datasets.remove': command(z.object({ key: id }), done),
  'datasets.restore': command(z.object({ key: id }), done),
  'tasks.follow': stream(z.object({ taskId: id }), TaskEvent),
  'tasks.cancel': command(z.object({ taskId: id }), done),

  'plans.starters': query(none, z.array(z.object({ id, plan: Plan, samples: Packed }))),
  /** Problems of a plan that its schema cannot see, in the order of the plan; `at` is a path such as variants.2.insert.0.at */
  'plans.check': query(z.object({ plan: z.unknown() }), z.object({ problems: z.array(z.object({ at: z.string(), problem: Problem })), plan: Plan.nullable() })),
  'plans.parse': query(z.object({ text: z.string().max(1_000_000) }), z.object({ problems: z.array(z.object({ at: z.string(), line: z.int().nullable(), problem: Problem })), plan: Plan.nullable() })),
  'plans.write': query(z.object({ plan: Plan }), z.object({ yaml: z.string() })),
  /** Parameters and MACs of a variant, counted from a recording; needs the engine. */
  'models.cost': query(z.object({ variant: Variant, input: z.tuple([z.int(), z.int(), z.int()]), classes: z.int().min(2), text: TextShape.optional() }), Cost),
  /** A family by its id or a model by its published name, on images of the side and classes it was published with unless others are given. */
  'models.describe': query(z.object({ model: z.string().min(1).max(200), with: z.record(z.string(), z.unknown()).default({}), side: z.int().min(1).max(4096).optional(), classes: z.int().min(2).max(100_000).optional() }), ModelDescription),

  /** What one run of a variant takes on this computer, from a few of its steps; its dataset must be here. */
  'models.time': query(z.object({ variant: Variant, dataset: DatasetReference, training: Training }), RunTime),

  /** The variant made wider or narrower until its parameters or MACs come as near to `target` as its options allow. */
  'models.match': query(z.object({ variant: Variant, quantity: z.enum(['parameters', 'macs']), target: z.number().positive(), input: z.tuple([z.int(), z.int(), z.int()]), classes: z.int().min(2), text: TextShape.optional() }), z.object({ variant: Variant, cost: Cost })),

  'comparisons.list': query(none, z.array(ComparisonSummary)),
  'comparisons.follow': stream(none, z.array(ComparisonSummary)),
  'comparisons.get': query(z.object({ id }), ComparisonDetail),
  'comparisons.create': command(z.object({ plan: Plan }), z.object({ id })),
  /** A new comparison whose runs go on from where these ended, for so many epochs more; this one stays as it is. */
  'comparisons.extend': command(z.object({ id, epochs: z.int().min(1).max(10_000) }), z.object({ id })),
  'comparisons.stop': command(z.object({ id, now: z.boolean() }), done),
  'comparisons.resume': command(z.object({ id }), done),
  'comparisons.remove': command(z.object({ id }), done),
  'comparisons.restore': command(z.object({ id }), done),
  'comparisons.result': query(z.object({ id }), ComparisonResult),
  'evidence.metrics': query(z.object({ id }), EvidenceMetrics),
  /** Test images of one variant against the baseline, the clearest first. */
  'evidence.images': query(z.object({ id, variantId: z.string(), filter: ImageFilter, offset: z.int().nonnegative().default(0), limit: z.int().min(1).max(200).default(12) }), EvidenceImages),
  'evidence.curves': query(z.object({ id, variantId: z.string(), classIndex: z.int().nonnegative() }), ThresholdCurves),
  /** `index`: a test image's place in the dataset of the comparison. */
  'evidence.near': query(z.object({ id, index: z.int().nonnegative(), limit: z.int().min(1).max(24).default(6) }), NearImages),
  'evidence.duplicates': query(z.object({ id, variantId: z.string() }), Duplicates),
  'evidence.groups': query(z.object({ before: z.array(id).min(1).max(200), after: z.array(id).min(1).max(200) }), GroupComparison),
  'queue.pause': command(z.object({ paused: z.boolean() }), done),

  'runs.list': query(z.object({ comparisonId: id.optional(), offset: z.int().nonnegative().default(0), limit: z.int().min(1).max(1000).default(200) }), z.object({ runs: z.array(RunRecord), total: z.int() })),
  'runs.get': query(z.object({ id }), RunRecord),
  'runs.follow': stream(z.object({ id, afterSeq: z.int().nonnegative().default(0) }), z.array(SequencedEvent)),
  /** With fromStep and toStep only the points of these steps, both ends included. */
  'runs.curves': query(z.object({ ids: z.array(id).max(500), metrics: z.array(z.string()).max(20), maxPoints: z.int().min(10).max(5000).default(600), fromStep: z.int().nonnegative().optional(), toStep: z.int().nonnegative().optional() }), z.array(Curve)),
  /** Names of what was measured of any of these runs, sorted. */
  'runs.metrics': query(z.object({ ids: z.array(id).max(500) }), z.array(z.string())),
  'runs.stop': command(z.object({ id }), done),
  'runs.continue': command(z.object({ id }), done),
  /** These waiting runs come next, in this order. */
  'runs.next': command(z.object({ ids: z.array(id).min(1).max(10_000) }), done),
  /** These waiting runs take each other's places in the queue, so that they come in this order; what else waits keeps its place. */
  'runs.order': command(z.object({ ids: z.array(id).min(1).max(10_000) }), done),
  /** What is given replaces what was; so is undone what was given before. */
  'runs.label': command(z.object({ changes: z.array(z.object({ id, tags: z.array(z.string().trim().min(1).max(60)).max(40).optional(), note: z.string().max(10_000).optional(), archived: z.boolean().optional() })).min(1).max(10_000) }), done),
  /** Of finished runs whose weights are here; results stand in their records. */
  'runs.measure': command(z.object({ ids: z.array(id).min(1).max(500), what: z.array(MeasureKind).min(1) }), z.object({ taskId: id })),
  /** Steps of a run whose weights were kept, for its looks through the epochs; the last is the end. */
  'runs.snapshots': query(z.object({ ids: z.array(id).min(1).max(12) }), z.array(z.object({ runId: id, steps: z.array(z.int()), stepsPerEpoch: z.int() }))),
  'runs.remove': command(z.object({ ids: z.array(id).min(1).max(10_000) }), done),
  'runs.restore': command(z.object({ ids: z.array(id).min(1).max(10_000) }), done),

  'inspect.images': query(z.object({ runIds: z.array(id).min(1).max(12), images: z.array(ImageInput).min(1).max(64), maps: z.boolean().default(true), /** Maps asked for; a model without the one asked for has none of it. 'attention' gives Grad-CAM where there is no attention. */ methods: z.array(LookMethod).min(1).default(['attention']), /** By run: one of its snapshots in place of its last weights. */ steps: z.record(z.string(), z.int().nonnegative()).default({}) }), Inspection),

  'evaluations.begin': command(z.object({ name: z.string().min(1).max(200), runIds: z.array(id).min(1).max(12), source: EvaluationSource }), z.object({ id })),
  'evaluations.list': query(none, z.array(Evaluation)),
  'evaluations.follow': stream(z.object({ id }), Evaluation),
  'evaluations.rows': query(z.object({ id, sort: EvaluationSort.prefault({ by: 'row' }), filter: EvaluationFilter.default({}), offset: z.int().nonnegative().default(0), limit: z.int().min(1).max(500).default(200) }), z.object({ rows: z.array(EvaluatedImage), total: z.int() })),
  /** u8 (n, H, W, C): what the models saw; a refused image is black. */
  'evaluations.pixels': query(z.object({ id, rows: z.array(z.int().nonnegative()).min(1).max(200) }), Packed),
  'evaluations.metrics': query(z.object({ id }), EvaluationMetrics),
  'evaluations.csv': query(z.object({ id, language: Language }), z.object({ name: z.string(), text: z.string() })),
  'evaluations.cancel': command(z.object({ id }), done),
  'evaluations.remove': command(z.object({ id }), done),
  'evaluations.restore': command(z.object({ id }), done),

  'reports.choices': query(z.object({ comparisonId: id }), ReportChoices),
  /** Kept with the comparison; every form of its report follows them. */
  'reports.choose': command(z.object({ comparisonId: id, choices: ReportChoices }), done),
  'reports.preview': query(z.object({ comparisonId: id, language: Language, /** In place of those kept. */ choices: ReportChoices.optional() }), z.object({ html: z.string() })),
  /** The form follows `format`, else the ending of `file`, else it is HTML. */
  'reports.export': command(z.object({ comparisonId: id, language: Language, choices: ReportChoices.optional(), format: ReportFormat.optional(), file: z.string().optional() }), z.object({ file: z.string(), bytes: z.int() })),
  /** The same for a browser, which keeps the file itself. */
  'reports.download': query(z.object({ comparisonId: id, language: Language, choices: ReportChoices.optional(), format: ReportFormat }), z.object({ name: z.string(), bytes: z.base64() })),
  /** A comparison as one .fovea file that another Fovea opens as runs; `weights`: with the trained weights. */
  'bundles.export': command(z.object({ comparisonId: id, weights: z.boolean().default(false), file: z.string().optional() }), z.object({ file: z.string(), bytes: z.int() })),
  /** The same for a browser, which keeps the file itself. */
  'bundles.download': query(z.object({ comparisonId: id, weights: z.boolean().default(false) }), z.object({ name: z.string(), bytes: z.base64() })),
  /** Opens a file of another Fovea. A browser sends it as an upload first, in pieces whose names sort in order. */
  'bundles.open': command(
    z.object({ source: z.discriminatedUnion('from', [z.object({ from: z.literal('path'), path: z.string().min(1) }), z.object({ from: z.literal('upload'), uploadId: id, name: z.string().min(1).max(255) })]) }),
    OpenedBundle,
  ),
  /** Shows an exported report in the system's viewer (desktop only). */
  'reports.show': command(z.object({ file: z.string() }), done),
} as const

export type Procedures = typeof procedures
export type ProcedureName = keyof Procedures
export type InputOf<N extends ProcedureName> = z.input<Procedures[N]['input']>
export type OutputOf<N extends ProcedureName> = z.output<Procedures[N]['output']>
export type NamesOf<K extends 'query' | 'command' | 'stream'> = { [N in ProcedureName]: Procedures[N]['kind'] extends K ? N : never }[ProcedureName]
