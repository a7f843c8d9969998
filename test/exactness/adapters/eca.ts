/** Efficient channel attention with zeros or circular beyond the last channel, and the length of its convolution for many widths. */
import { adaptiveKernel } from '../../../main/engine/attention/gate/efficient-channel.ts'
import type { Adapter } from '../adapter.ts'
import { shapeOf } from '../case.ts'
import { ofCatalogue } from '../of-catalogue.ts'

const adapter: Adapter = (golden) => {
  const { tensors, config } = golden
  const channels = tensors.get('output.channels')
  if (channels) {
    const { gamma, beta } = config as { gamma?: number; beta?: number }
    return { values: () => ({ channels: channels.values, kernel: Array.from(channels.values, (width) => adaptiveKernel(width, gamma, beta)) }) }
  }
  if (tensors.has('weight.conv2.kernel') || tensors.has('weight.conv.bias')) return { notCovered: 'Fovea has ECA as published, one convolution without bias' }
  const [kernel] = shapeOf(golden, 'weight.conv.kernel') as [number]
  return { build: ofCatalogue(golden, 'eca', { kernel, padding: config['padding'] === 'circular' ? 'circular' : 'zeros' }), names: () => 'conv.kernel' }
}
export default adapter
