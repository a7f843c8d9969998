/** Files may be dropped anywhere: a .fovea file is opened, a folder of class folders goes to Datasets, pictures go to Images, anything on the pages of evaluations is evaluated. Without this a browser would leave the page for the file. */
import { useEventListener } from '@vueuse/core'
import { ref, type Ref } from 'vue'
import { useRouter } from 'vue-router'
import { openEvaluation } from '../client/evaluate.ts'
import { droppedFiles, hasClassFolders } from '../ui/dropped-files.ts'
import { handFiles } from '../ui/handed-files.ts'
import { isBundle } from './open-bundle.ts'

const bringsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

/** True while files are held over the window. */
export function useDrop(openBundle: (file: File) => Promise<void>): Ref<boolean> {
  const router = useRouter()
  const over = ref(false)
  let depth = 0
  const count = (by: number) => { depth = Math.max(0, depth + by); over.value = depth > 0 }

  useEventListener(document, 'dragenter', (event) => { if (bringsFiles(event)) count(1) })
  useEventListener(document, 'dragleave', (event) => { if (bringsFiles(event)) count(-1) })
  useEventListener(document, 'dragover', (event) => { if (bringsFiles(event)) event.preventDefault() })
  // Before any page takes it for pictures.
  useEventListener(document, 'drop', async (event) => {
    const files = [...(event.dataTransfer?.files ?? [])]
    if (!files.length || !files.every(isBundle)) return
    event.preventDefault()
    event.stopPropagation()
    depth = 0
    over.value = false
    for (const file of files) await openBundle(file)
  }, { capture: true })
  useEventListener(document, 'drop', async (event) => {
    depth = 0
    over.value = false
    if (!bringsFiles(event) || event.defaultPrevented) return
    event.preventDefault()
    const dropped = await droppedFiles(event.dataTransfer!)
    const { path, params } = router.currentRoute.value
    if (!dropped.files.length) return
    if (path.startsWith('/evaluations')) await openEvaluation(router, dropped)
    // Class folders dropped where models answer are to be answered; elsewhere they are to be learned from.
    else if (dropped.folder !== null && hasClassFolders(dropped.files) && !path.endsWith('/images')) {
      handFiles('datasets', dropped)
      if (path !== '/datasets') await router.push('/datasets')
    } else {
      handFiles('images', dropped)
      await router.push(typeof params.id === 'string' ? `/comparisons/${params.id}/images` : '/images')
    }
  })
  return over
}
