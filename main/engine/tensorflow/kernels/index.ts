/** TensorFlow's own kernels with hand-written gradients, each equal to the plain composition of tfjs (test/engine/kernels). */
export { elu, gelu, geluTanh, hardSigmoid, hardSwish, leakyRelu, mish, quickGelu, relu, relu6, sigmoid, silu, softmax, softmaxCrossEntropy, softplus, tanh } from './activation.ts'
export { convolution, depthwiseConvolution, type ConvolutionOptions } from './convolution.ts'
export { projectiveTransform } from './image.ts'
export { biasAdd, matMul, type MatMulOptions } from './linear.ts'
export { batchNorm, layerNorm, type BatchNormResult } from './normalization.ts'
export { resizeBilinear } from './resize.ts'
export { deriveKey, dropout, statelessNormal, statelessUniform } from './random.ts'
