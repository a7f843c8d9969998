/** Images that come: dropped, pasted, picked, handed over by another page, out of the test set, or named in the address. */
import { useEventListener } from '@vueuse/core'
import { ref, watch, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import { openEvaluation } from '../../client/evaluate.ts'
import { call } from '../../client/index.ts'
import { droppedFiles, type Dropped } from '../../ui/dropped-files.ts'
import { handed, takeFiles } from '../../ui/handed-files.ts'
import { areMany, asDropped, readFiles } from './files.ts'
import { addImages, type Session } from './session.ts'

const mostNamed = 200

interface Incoming {
  /** Files left out, each with the reason in words. */
  refused: Ref<string[]>
  drop(event: DragEvent): Promise<void>
  pick(files: FileList | null): Promise<void>
  takeTestImages(): Promise<void>
}

export function useIncoming(session: Session, datasetKey: () => string | null, runIds: () => string[], showModel: (variantId: string) => void): Incoming {
  const { t } = useI18n()
  const [route, router] = [useRoute(), useRouter()]
  const refused = ref<string[]>([])

  async function take(dropped: Dropped): Promise<void> {
    if (!dropped.files.length) return
    if (areMany(dropped)) {
      // In a comparison its chosen models are meant; in the library it is asked whose.
      const { models } = route.query
      await openEvaluation(router, dropped, typeof route.params.id === 'string' ? { runs: runIds().join() } : typeof models === 'string' ? { models } : {})
      return
    }
    const read = await readFiles(dropped.files.map(({ file }) => file))
    refused.value = read.refused.map(({ name, reason }) => t(`images.refused.${reason}`, { name }))
    addImages(session, read.images)
  }
  const testImages = (key: string, indices: number[]) => indices.map((index) => ({ name: t('images.testImage', { index }), input: { from: 'dataset' as const, key, index } }))

  /** ?images=3,17&seed=1 are test images, ?evaluation=ID&row=5 is one of a batch; &variant=ID is shown beside the models chosen already. Taken once, so that going back does not add them again. */
  watch(() => [route.query['images'], route.query['evaluation'], datasetKey()] as const, ([images, evaluation, key]) => {
    const { images: _images, seed, variant, evaluation: _evaluation, row, ...rest } = route.query
    const [ofTest, ofBatch] = [typeof images === 'string' && key !== null, typeof evaluation === 'string' && Number.isInteger(Number(row))]
    if ((ofTest || ofBatch) && seed !== undefined) session.seed = Number(seed)
    if ((ofTest || ofBatch) && typeof variant === 'string') showModel(variant)
    if (typeof images === 'string' && key) {
      addImages(session, testImages(key, images.split(',').map(Number).filter((index) => Number.isInteger(index) && index >= 0).slice(0, mostNamed)))
    } else if (typeof evaluation === 'string' && ofBatch) {
      addImages(session, [{ name: t('images.rowImage', { row: Number(row) + 1 }), input: { from: 'evaluation', id: evaluation, row: Number(row) } }])
    } else return
    void router.replace({ query: rest })
  }, { immediate: true })
  watch(handed, () => { const dropped = takeFiles('images'); if (dropped) void take(dropped) }, { immediate: true })
  useEventListener(window, 'paste', (event: ClipboardEvent) => { void take(asDropped([...(event.clipboardData?.files ?? [])])) })

  return {
    refused,
    async drop(event) {
      if (!event.dataTransfer?.files.length) return
      event.preventDefault()
      await take(await droppedFiles(event.dataTransfer))
    },
    pick: (files) => take(asDropped([...(files ?? [])])),
    async takeTestImages() {
      const key = datasetKey()
      if (!key) return
      const samples = await call('datasets.samples', { key, split: 'test', offset: session.nextTestImage, limit: 8 })
      session.nextTestImage = (session.nextTestImage + samples.indices.length) % Math.max(1, samples.total)
      addImages(session, samples.indices.map((index, i) => ({ ...testImages(key, [index])[0]!, ...(samples.names[i] ? { name: samples.names[i] } : {}) })))
    },
  }
}
