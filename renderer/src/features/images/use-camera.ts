/** The camera as a source of images: a few frames a second, the next one when the last is answered. Stopping frees it. */
import { onScopeDispose, ref, type Ref } from 'vue'

/** Milliseconds between two frames at least. */
const pace = 250
const longerSide = 640

export type Refusal = 'denied' | 'missing' | 'busy'
export interface Camera { state: Ref<'off' | 'starting' | 'on'>; refusal: Ref<Refusal | null>; start(): Promise<void>; stop(): void }

/** A browser has cameras for pages of this computer and of secure addresses only. */
export const hasCamera = (): boolean => typeof navigator.mediaDevices?.getUserMedia === 'function'

const reasons: Record<string, Refusal> = { NotAllowedError: 'denied', SecurityError: 'denied', NotFoundError: 'missing', OverconstrainedError: 'missing' }

/** `onFrame` gets a JPEG and is waited for; `onEnd` hears when the last was given, whoever stopped it. */
export function useCamera(onFrame: (frame: Blob) => Promise<void>, onEnd: () => void): Camera {
  const state = ref<'off' | 'starting' | 'on'>('off')
  const refusal = ref<Refusal | null>(null)
  let stream: MediaStream | null = null

  async function start(): Promise<void> {
    if (state.value !== 'off') return
    state.value = 'starting'
    refusal.value = null
    try {
      const given = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: longerSide }, facingMode: 'environment' }, audio: false })
      // Stopped, or the page left, while the question was open.
      if (state.value !== 'starting') { free(given); return }
      stream = given
      const video = Object.assign(document.createElement('video'), { muted: true, playsInline: true, srcObject: given })
      await video.play()
      state.value = 'on'
      // Unplugged, or taken away in the browser's own bar.
      given.getVideoTracks()[0]?.addEventListener('ended', stop)
      void watchThrough(video, given)
    } catch (error) {
      stop()
      refusal.value = reasons[(error as Error).name] ?? 'busy'
    }
  }
  async function watchThrough(video: HTMLVideoElement, mine: MediaStream): Promise<void> {
    const canvas = document.createElement('canvas')
    while (stream === mine) {
      const began = performance.now()
      const frame = document.hidden ? null : await frameOf(video, canvas)
      if (frame && stream === mine) await onFrame(frame)
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, pace - (performance.now() - began))))
    }
    video.srcObject = null
    onEnd()
  }
  function stop(): void {
    if (stream) free(stream)
    stream = null
    state.value = 'off'
  }
  onScopeDispose(stop)
  return { state, refusal, start, stop }
}

const free = (stream: MediaStream) => stream.getTracks().forEach((track) => track.stop())

function frameOf(video: HTMLVideoElement, canvas: HTMLCanvasElement): Promise<Blob | null> {
  const scale = Math.min(1, longerSide / Math.max(video.videoWidth, video.videoHeight, 1))
  Object.assign(canvas, { width: Math.round(video.videoWidth * scale), height: Math.round(video.videoHeight * scale) })
  if (!canvas.width || !canvas.height) return Promise.resolve(null)
  canvas.getContext('2d')!.drawImage(video, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.92))
}
