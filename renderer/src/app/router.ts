/** Addresses stand after the #, so the same files work from the desktop's own scheme and from a server. */
import { createRouter, createWebHashHistory } from 'vue-router'
import { followLost } from './lost-page.ts'
import { routes } from './routes.ts'
import { keepScroll } from './scroll.ts'

export const router = createRouter({ history: createWebHashHistory(), routes })
keepScroll(router)
followLost(router)
