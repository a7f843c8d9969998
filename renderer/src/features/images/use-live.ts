/** The camera's frames as one image of the session, answered as they come; when it stops, the last frame stays as any other image. */
import type { Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ImageInput } from '../../../../preload/contract/inspect.ts'
import { base64Of } from '../../ui/base64.ts'
import { askFrame } from './asking.ts'
import type { Look } from './looks.ts'
import { addImages, type Item, type Session } from './session.ts'
import { ask } from './use-asking.ts'
import { useCamera, type Camera } from './use-camera.ts'

export function useLive(session: Session, runIds: Readonly<Ref<string[]>>, look: Readonly<Ref<Look>>, pursue: () => Promise<void>): { camera: Camera; watchCamera(on: boolean): void } {
  const { t } = useI18n()
  const liveItem = (): Item | undefined => session.items.find((item) => item.live)

  const camera = useCamera(async (frame) => {
    const input: ImageInput = { from: 'file', name: 'camera.jpg', bytes: await base64Of(frame) }
    if (!liveItem()) addImages(session, [{ name: t('images.camera.image'), input }], true)
    const item = liveItem()!
    const { caption } = item.input
    if (runIds.value.length) await askFrame(session, item, caption === undefined ? input : { ...input, caption }, runIds.value, look.value, ask)
  }, () => {
    const item = liveItem()
    if (!item) return
    item.live = false
    void pursue()
  })
  return { camera, watchCamera: (on) => { if (on) void camera.start(); else camera.stop() } }
}
