/** Decisions that depend on the machine: cache folder, display, sandbox, the user's own TensorFlow. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { hasDisplay, sandboxState } from '../../main/setup/electron.js'
import { hashOfTree } from '../../main/setup/hash.js'
import { cacheFolder } from '../../main/setup/places.js'
import { ownLibraries } from '../../main/setup/tensorflow.js'

const made: string[] = []
afterEach(() => made.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })))
function tree(files: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-tree-'))
  made.push(folder)
  for (const file of files) {
    mkdirSync(join(folder, file, '..'), { recursive: true })
    writeFileSync(join(folder, file), file)
  }
  return folder
}

test('the cache: FOVEA_CACHE, then the system\'s place', () => {
  expect(cacheFolder({ FOVEA_CACHE: '/big/fovea', XDG_CACHE_HOME: '/x' }, 'linux')).toBe('/big/fovea')
  expect(cacheFolder({ XDG_CACHE_HOME: '/x' }, 'linux')).toBe('/x/fovea')
  expect(cacheFolder({}, 'linux')).toMatch(/\/\.cache\/fovea$/)
  expect(cacheFolder({}, 'darwin')).toMatch(/Library\/Caches\/Fovea$/)
})

test('a display is X11, Wayland, or any Mac and Windows', () => {
  expect(hasDisplay({}, 'linux')).toBe(false)
  expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true)
  expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true)
  expect(hasDisplay({}, 'darwin')).toBe(true)
})

test('where Chromium\'s sandbox cannot work is known before it dies of it', () => {
  const says = (file: string, value: string) => (asked: string) => (asked === file ? value : '')
  const apparmor = says('/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1')
  expect(sandboxState('/e/electron', 'linux', 0)).toBe('root')
  expect(sandboxState('/e/electron', 'linux', 1000, apparmor, () => false)).toBe('blocked')
  expect(sandboxState('/e/electron', 'linux', 1000, apparmor, (helper) => helper === '/e/chrome-sandbox')).toBe('works')
  expect(sandboxState('/e/electron', 'linux', 1000, () => '', () => false)).toBe('works')
  expect(sandboxState('/e/electron', 'darwin', 0)).toBe('works')
})

test('an own TensorFlow may be the C library\'s folder or a Python package\'s, and must have its headers', () => {
  const c = tree(['lib/libtensorflow.so.2', 'lib/libtensorflow_framework.so.2', 'include/tensorflow/c/c_api.h'])
  expect(ownLibraries(c)).toMatchObject({ complete: true, libraries: [join(c, 'lib/libtensorflow.so.2'), join(c, 'lib/libtensorflow_framework.so.2')] })
  const python = tree(['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2', 'include/tensorflow/c/c_api.h'])
  expect(ownLibraries(python).complete).toBe(true)
  expect(ownLibraries(tree(['lib/libtensorflow.so.2', 'lib/libtensorflow_framework.so.2'])).complete).toBe(false)
  expect(ownLibraries('/nowhere').complete).toBe(false)
})

test('a tree\'s hash changes with content, with names, and with what is missing', () => {
  const folder = tree(['a/1', 'a/2', 'b'])
  const before = hashOfTree(folder, ['a', 'b'])
  expect(hashOfTree(folder, ['a', 'b', 'not-there'])).toBe(before)
  writeFileSync(join(folder, 'a/2'), 'changed')
  const changed = hashOfTree(folder, ['a', 'b'])
  expect(changed).not.toBe(before)
  rmSync(join(folder, 'a/1'))
  expect(hashOfTree(folder, ['a', 'b'])).not.toBe(changed)
})
