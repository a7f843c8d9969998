/** A page whose code is gone from the server, as after an update, is told instead of nothing happening. */
import { createMemoryHistory, createRouter } from 'vue-router'
import { expect, test } from 'vitest'
import { followLost, lostPage } from '../../../renderer/src/app/lost-page.ts'

test('a page whose code cannot be fetched is told with its address, until another opens', async () => {
  const router = createRouter({ history: createMemoryHistory(), routes: [
    { path: '/start', component: {} },
    { path: '/groups', component: () => Promise.reject(new TypeError('Failed to fetch dynamically imported module')) },
  ] })
  followLost(router)
  await router.push('/start')
  expect(lostPage.value).toBeNull()
  await expect(router.push('/groups?a=1')).rejects.toThrow('dynamically imported')
  expect(lostPage.value).toBe('/groups?a=1')
  await router.push('/start?again')
  expect(lostPage.value).toBeNull()
})
