/** Which TensorFlow a machine gets and where its parts lie, decided without one. */
import { expect, test } from 'vitest'
import { flavourFor, hasNvidia, layout, nvidiaFolder, sourceFor, version, wanted } from '../../main/setup/wheels.js'

test.each([
  [{ platform: 'linux', arch: 'x64', nvidia: true }, 'gpu'],
  [{ platform: 'linux', arch: 'x64', nvidia: false }, 'cpu'],
  [{ platform: 'linux', arch: 'x64', nvidia: true, wish: 'cpu' }, 'cpu'],
  [{ platform: 'linux', arch: 'x64', nvidia: false, wish: 'gpu' }, 'gpu'],
  [{ platform: 'linux', arch: 'arm64', nvidia: true }, 'cpu'],
  [{ platform: 'darwin', arch: 'arm64', nvidia: false, wish: 'gpu' }, 'cpu'],
  [{ platform: 'win32', arch: 'x64', nvidia: true }, 'cpu'],
] as const)('%o gets the %s flavour', (machine, flavour) => {
  expect(flavourFor(machine)).toBe(flavour)
})

test('an NVIDIA driver is seen by its kernel module or by nvidia-smi on the PATH', () => {
  const only = (there: string) => (file: unknown) => file === there
  expect(hasNvidia({ PATH: '/usr/bin' }, only('/proc/driver/nvidia/version'))).toBe(true)
  expect(hasNvidia({ PATH: '/bin:/opt/cuda/bin' }, only('/opt/cuda/bin/nvidia-smi'))).toBe(true)
  expect(hasNvidia({ PATH: '/bin:/usr/bin' }, () => false)).toBe(false)
  expect(hasNvidia({ PATH: '' }, only('nvidia-smi'))).toBe(false)
})

test('the GPU flavour brings the plain TensorFlow wheel and all twelve CUDA libraries, each with a checksum', () => {
  const source = sourceFor('linux', 'x64', 'gpu')
  expect(source?.wheels[0]).toMatchObject({ name: 'tensorflow', version })
  const named = ['cublas', 'cuda_cupti', 'cuda_nvcc', 'cuda_nvrtc', 'cuda_runtime', 'cudnn', 'cufft', 'curand', 'cusolver', 'cusparse', 'nccl', 'nvjitlink']
  expect(source?.wheels.slice(1).map((wheel) => nvidiaFolder(wheel.name))).toEqual(named)
  for (const wheel of source?.wheels ?? []) expect(wheel.sha256).toMatch(/^[0-9a-f]{64}$/)
  for (const name of named) expect(wanted).toContain(`nvidia/${name}/lib/`)
})

test('the CPU flavour is one wheel; where there is none, nothing is promised', () => {
  expect(sourceFor('linux', 'x64', 'cpu')?.wheels.map((wheel) => wheel.name)).toEqual(['tensorflow-cpu'])
  expect(sourceFor('linux', 'arm64', 'cpu')?.tags).toEqual(['manylinux_2_27_aarch64'])
  expect(sourceFor('darwin', 'arm64', 'cpu')).toBeNull()
  expect(sourceFor('win32', 'x64', 'cpu')).toBeNull()
})

test('nvidia/ stands beside the folder of the libraries, where their RUNPATH looks', () => {
  const { folder, libraries, nvidia } = layout('/cache', 'gpu', 'linux', 'x64')
  expect(folder).toBe(`/cache/tensorflow/gpu-${version}-linux-x64`)
  expect(libraries).toEqual([`${folder}/tensorflow/libtensorflow_cc.so.2`, `${folder}/tensorflow/libtensorflow_framework.so.2`])
  expect(nvidia).toBe(`${folder}/nvidia`)
  expect(layout('/cache', 'cpu').folder).not.toBe(folder)
})
