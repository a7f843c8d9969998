/** Starts the window: words, addresses, settings, then the frame. */
import { createApp } from 'vue'
import App from './app/App.vue'
import { paintFirst } from './app/appearance.ts'
import { router } from './app/router.ts'
import { warmPages } from './app/warm-pages.ts'
import { loadSettings, startShared } from './client/index.ts'
import { i18n } from './i18n/index.ts'
import './ui/tokens.css'
import './ui/base.css'

paintFirst()
startShared()
void loadSettings()
createApp(App).use(i18n).use(router).mount('#app')
void warmPages(router)
