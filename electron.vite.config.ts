/** Builds out/: main and its processes' entries, the preload script, the window. Sources also run unbuilt on Node 24. */
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'
import { metaPolicy } from './main/content-policy.ts'

/** The policy stands in the page too, for whoever opens it without our header. */
const policyInPage: Plugin = {
  name: 'fovea-content-policy',
  apply: 'build',
  transformIndexHtml: () => [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: metaPolicy }, injectTo: 'head-prepend' }],
}

export default defineConfig({
  main: {
    define: { __FOVEA_BUILT__: 'true' },
    build: {
      target: 'node20.18',
      rolldownOptions: {
        input: { index: 'main/index.ts', 'engine-job': 'main/engine/job.ts', 'image-job': 'main/datasets/image-job.ts', 'store-worker': 'main/store/worker.ts' },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rolldownOptions: { input: { index: 'preload/index.ts' }, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [vue(), policyInPage],
    /** Parts of Vue and vue-i18n that the window does not use; texts are walked as trees, never compiled to code. */
    define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false', __VUE_I18N_FULL_INSTALL__: 'false', __VUE_I18N_LEGACY_API__: 'false', __INTLIFY_JIT_COMPILATION__: 'true', __INTLIFY_DROP_MESSAGE_COMPILER__: 'false', __INTLIFY_PROD_DEVTOOLS__: 'false' },
    /** Nothing is written into the styles as data: the content policy takes fonts from files alone. */
    build: { target: 'chrome120', assetsInlineLimit: 0, rolldownOptions: { input: 'renderer/index.html' } },
  },
})
