/** Commands of the window: from the keys, the desktop's menu and the palette. All do the same here. */
import { useEventListener } from '@vueuse/core'
import { ref, type Ref } from 'vue'
import { useRouter, type Router } from 'vue-router'
import type { MenuCommand } from '../../../preload/contract/transport.ts'
import { setSettings } from '../client/index.ts'
import { keyOf, type Key } from './keys.ts'
import { stages } from './routes.ts'

/** The comparison that is open, by its address. */
const openComparison = (router: Router): string | null => {
  const id = router.currentRoute.value.params.id
  return typeof id === 'string' ? id : null
}

const places: Partial<Record<MenuCommand, string>> = {
  'new-comparison': '/new', 'import-images': '/images?choose', settings: '/settings',
  'go-start': '/start', 'go-images': '/images', 'go-runs': '/runs', 'go-datasets': '/datasets', 'go-catalogue': '/catalogue',
}

/** `chooseBundle` lets the user choose a .fovea file. */
export function useCommands(chooseBundle: () => void): { run(command: MenuCommand): void; paletteOpen: Ref<boolean>; keysOpen: Ref<boolean> } {
  const router = useRouter()
  const paletteOpen = ref(false)
  const keysOpen = ref(false)

  const run = (command: MenuCommand) => {
    const place = places[command]
    if (place) { void router.push(place); return }
    if (command === 'palette') paletteOpen.value = !paletteOpen.value
    else if (command === 'open-bundle') chooseBundle()
    else if (command === 'keys') keysOpen.value = !keysOpen.value
    else if (command === 'theme') void setSettings({ theme: document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark' })
    else if (command === 'export-report') {
      const id = openComparison(router)
      if (id) void router.push(`/comparisons/${id}/report`)
    }
  }

  const take = (key: Key) => {
    if (key.command) { run(key.command); return }
    const id = openComparison(router)
    if (id && key.stage) void router.push(`/comparisons/${id}/${stages[key.stage - 1]!}`)
  }

  let before = ''
  useEventListener(window, 'keydown', (event) => {
    if (event.defaultPrevented) return
    const key = keyOf(event, before)
    before = key ? '' : event.key.toLowerCase()
    if (!key) return
    event.preventDefault()
    take(key)
  })
  window.fovea?.onCommand(run)
  return { run, paletteOpen, keysOpen }
}
