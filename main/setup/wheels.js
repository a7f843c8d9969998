/** Which TensorFlow suits this machine, as data and pure functions: flavour, wheels with their checksums, folders. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

export const version = '2.21.0'

/** @typedef {'cpu' | 'gpu'} Flavour */
/** @typedef {{ name: string, version: string, sha256: string }} Wheel */
/** @typedef {{ wheels: Wheel[], tags: string[], megabytes: number, diskMegabytes: number }} Source */

/** Looks for an NVIDIA driver: its kernel module, or nvidia-smi on the PATH. @param {NodeJS.ProcessEnv} env @returns {boolean} */
export function hasNvidia(env = process.env, exists = existsSync) {
  if (exists('/proc/driver/nvidia/version')) return true
  return (env.PATH ?? '').split(delimiter).some((folder) => folder !== '' && exists(join(folder, 'nvidia-smi')))
}

/**
 * CUDA wheels exist for Linux on x64. FOVEA_DEVICE=cpu or gpu decides otherwise.
 * @param {{ platform: string, arch: string, nvidia: boolean, wish?: string | undefined }} machine @returns {Flavour}
 */
export function flavourFor({ platform, arch, nvidia, wish }) {
  if (platform !== 'linux' || arch !== 'x64' || wish === 'cpu') return 'cpu'
  return nvidia || wish === 'gpu' ? 'gpu' : 'cpu'
}

/** The CUDA libraries that TensorFlow's own extra `and-cuda` names; it finds each in ../nvidia/<name>/lib. */
const cuda = [
  { name: 'nvidia-cublas-cu12', version: '12.9.3.13', sha256: 'd7d51055f161b317c7105ddaae90e71eda059026074ffef93cf7cde2886bfe72' },
  { name: 'nvidia-cuda-cupti-cu12', version: '12.8.90', sha256: 'ea0cb07ebda26bb9b29ba82cda34849e73c166c18162d3913575b0c9db9a6182' },
  { name: 'nvidia-cuda-nvcc-cu12', version: '12.9.86', sha256: '5d6a0d32fdc7ea39917c20065614ae93add6f577d840233237ff08e9a38f58f0' },
  { name: 'nvidia-cuda-nvrtc-cu12', version: '12.9.86', sha256: '210cf05005a447e29214e9ce50851e83fc5f4358df8b453155d5e1918094dcb4' },
  { name: 'nvidia-cuda-runtime-cu12', version: '12.9.79', sha256: '25bba2dfb01d48a9b59ca474a1ac43c6ebf7011f1b0b8cc44f54eb6ac48a96c3' },
  { name: 'nvidia-cudnn-cu12', version: '9.28.0.42', sha256: '9ff58b7f36dacd0a93e89f8f2957b52466889217963701daa15e577317cfa375' },
  { name: 'nvidia-cufft-cu12', version: '11.4.1.4', sha256: 'c67884f2a7d276b4b80eb56a79322a95df592ae5e765cf1243693365ccab4e28' },
  { name: 'nvidia-curand-cu12', version: '10.3.10.19', sha256: '49b274db4780d421bd2ccd362e1415c13887c53c214f0d4b761752b8f9f6aa1e' },
  { name: 'nvidia-cusolver-cu12', version: '11.7.5.82', sha256: '15da72d1340d29b5b3cf3fd100e3cd53421dde36002eda6ed93811af63c40d88' },
  { name: 'nvidia-cusparse-cu12', version: '12.5.10.65', sha256: '73060ce019ac064a057267c585bf1fd5a353734151f87472ff02b2c5c9984e78' },
  { name: 'nvidia-nccl-cu12', version: '2.32.3', sha256: 'bb94b2348e4861d5e8aa00b36c3d12d9bdf9c6369b82cbb723de0b582280a21c' },
  { name: 'nvidia-nvjitlink-cu12', version: '12.9.86', sha256: 'e3f1171dbdc83c5932a45f0f4c99180a70de9bd2718c1ab77d14104f6d7147f9' },
]
const x64 = ['manylinux_2_27_x86_64', 'manylinux_2_17_x86_64', 'manylinux2014_x86_64', 'manylinux2010_x86_64']

/** Null where TensorFlow publishes no wheel with the C library inside. @param {string} platform @param {string} arch @param {Flavour} flavour @returns {Source | null} */
export function sourceFor(platform, arch, flavour) {
  if (platform !== 'linux') return null
  if (arch === 'arm64') {
    return { wheels: [{ name: 'tensorflow', version, sha256: 'b07d15737406533898e36c7ef7944b1be18e9028dc521b9229952c537bbc5552' }], tags: ['manylinux_2_27_aarch64'], megabytes: 270, diskMegabytes: 1600 }
  }
  if (arch !== 'x64') return null
  if (flavour === 'cpu') {
    return { wheels: [{ name: 'tensorflow-cpu', version, sha256: 'dcc8afd32930e42d5296b6ee19078b773706830af4ea97fbe503b9f5e0f820cb' }], tags: x64, megabytes: 274, diskMegabytes: 1600 }
  }
  return { wheels: [{ name: 'tensorflow', version, sha256: 'b3b95643c4e70eb925839938fb35cbe142f317ec84af6844ee61513713bb13c0' }, ...cuda], tags: x64, megabytes: 3380, diskMegabytes: 11_000 }
}

/** What is taken out of the wheels; folders end in a slash. The rest of TensorFlow is Python and is left inside. */
export const wanted = [
  'tensorflow/libtensorflow_cc.so.2',
  'tensorflow/libtensorflow_framework.so.2',
  ...['c/c_api.h', 'c/c_api_macros.h', 'c/tf_attrtype.h', 'c/tf_buffer.h', 'c/tf_datatype.h', 'c/tf_status.h', 'c/tf_tensor.h', 'c/tf_tstring.h', 'c/eager/c_api.h', 'core/platform/ctstring.h', 'core/platform/ctstring_internal.h'].map((name) => `tensorflow/include/tensorflow/${name}`),
  'tensorflow/include/tsl/platform/ctstring.h',
  'tensorflow/include/tsl/platform/ctstring_internal.h',
  'tensorflow/include/xla/tsl/c/tsl_status.h',
  ...cuda.map(({ name }) => `nvidia/${nvidiaFolder(name)}/lib/`),
  'nvidia/cuda_nvcc/bin/',
  'nvidia/cuda_nvcc/nvvm/',
]

/** nvidia-cuda-runtime-cu12 → cuda_runtime, the folder inside its wheel. @param {string} name */
export function nvidiaFolder(name) {
  return name.replace(/^nvidia-/, '').replace(/-cu\d+$/, '').replaceAll('-', '_')
}

/**
 * Where one unpacked TensorFlow lies. Its libraries look for CUDA in $ORIGIN/../nvidia/<name>/lib, which is why nvidia/ stands
 * beside tensorflow/, and why the binding's rpath goes straight here instead of over a link ($ORIGIN is the folder of the link).
 * @param {string} cache @param {Flavour} flavour
 */
export function layout(cache, flavour, platform = process.platform, arch = process.arch) {
  const folder = join(cache, 'tensorflow', `${flavour}-${version}-${platform}-${arch}`)
  return {
    folder,
    libraries: [join(folder, 'tensorflow', 'libtensorflow_cc.so.2'), join(folder, 'tensorflow', 'libtensorflow_framework.so.2')],
    include: join(folder, 'tensorflow', 'include'),
    nvidia: join(folder, 'nvidia'),
  }
}
