/** One line a run: what was trained, with which seed, and what came of it. For spreadsheets and scripts; numbers unrounded, names in English. */
import { csvText } from '../../../preload/contract/csv.ts'
import { inLanguage } from '../../../preload/contract/text.ts'
import type { Report } from '../model.ts'

const looks = ['model', 'random', 'centre'] as const
const scores = ['deletion', 'insertion', 'pointing', 'iou'] as const

const head = ['run', 'variant', 'name', 'role', 'model', 'model_options', 'inserted', 'seed', 'state', 'test_accuracy', 'test_loss', 'steps', 'seconds', 'training_images_per_second', 'parameters', 'macs', 'attention_share', 'fovea', 'tensorflow', 'device', 'dataset', 'dataset_fingerprint',
  'latency_ms', 'latency_ms_p10', 'latency_ms_p90', 'latency_passes', 'latency_device', 'latency_others', 'map', 'map_images', ...looks.flatMap((look) => scores.map((score) => (look === 'model' ? score : `${score}_${look}`)))]

export function renderCsv({ plan, runs }: Report): string {
  const lines = runs.map((run) => {
    const { variant } = run.config
    const { latency, faithfulness } = run.measures
    const role = run.variantId === plan.baseline ? 'baseline' : variant.role
    return [
      run.id, run.variantId, inLanguage(variant.name, 'en'), role, variant.model, JSON.stringify(variant.with), variant.insert.map(({ at, mechanism, with: options }) => `${mechanism} @ ${at} ${JSON.stringify(options)}`).join('; '),
      run.seed, run.state, run.testAccuracy, run.testLoss, run.step, run.seconds, run.imagesPerSecond, run.cost?.parameters ?? null, run.cost?.macs ?? null, run.cost?.attentionShare ?? null,
      run.environment?.fovea ?? null, run.environment?.tensorflow ?? null, run.environment?.device ?? null, run.config.dataset.id, run.environment?.datasetFingerprint ?? null,
      latency?.milliseconds ?? null, latency?.low ?? null, latency?.high ?? null, latency?.passes ?? null, latency?.device ?? null, latency?.others ?? null, faithfulness?.kind ?? null, faithfulness?.images ?? null, ...looks.flatMap((look) => scores.map((score) => faithfulness?.[look][score] ?? null)),
    ]
  })
  return csvText([head, ...lines])
}
