/** Opens a .fovea file of another Fovea, dropped, chosen, or given to the desktop, and shows its comparison. */
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { describeProblem, problemOf } from '../../../preload/contract/errors.ts'
import type { InputOf } from '../../../preload/contract/procedures.ts'
import { call } from '../client/index.ts'
import { sendPieces, upload } from '../client/sending.ts'
import { language } from '../i18n/index.ts'
import { dismiss, notify } from '../ui/notices.ts'

export const isBundle = (file: { name: string }): boolean => /\.fovea$/i.test(file.name)

type Source = InputOf<'bundles.open'>['source']

/** The desktop knows where a file lies; a browser sends it. */
async function sourceOf(file: File): Promise<Source> {
  const path = window.fovea?.pathOf(file)
  return path ? { from: 'path', path } : { from: 'upload', uploadId: await upload((id) => sendPieces(file, id)), name: file.name }
}

/** Gives the way to open a file, or a path that the desktop was started with. */
export function useBundles(): (file: File | string) => Promise<void> {
  const { t } = useI18n()
  const router = useRouter()
  return async (file) => {
    const name = typeof file === 'string' ? file.split(/[\\/]/).at(-1)! : file.name
    const notice = notify(t('app.bundle.opening', { name }))
    try {
      const { comparisonId, known, weights, remarks } = await call('bundles.open', { source: typeof file === 'string' ? { from: 'path', path: file } : await sourceOf(file) })
      await router.push(`/comparisons/${comparisonId}/result`)
      const came = !known ? 'opened' : weights && remarks ? 'both' : weights ? 'weights' : remarks ? 'remarks' : 'known'
      notify(t(`app.bundle.${came}`, { name }))
    } catch (error) {
      const { message, hint } = describeProblem(problemOf(error), language.value)
      notify(`${name}: ${message} ${hint}`)
    }
    dismiss(notice)
  }
}
