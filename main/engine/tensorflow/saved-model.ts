/** Writes nodes of a TensorFlow graph as a SavedModel (tensorflow/core/protobuf/saved_model.proto), without variables files. */
import messages from '@tensorflow/tfjs-node-gpu/dist/proto/api_pb.js'
import { typeNumber, type NativeType, type OpAttribute } from './backend.ts'
import type { Constant } from './recording.ts'

type AttrValue = InstanceType<typeof messages.AttrValue>
type NodeDef = InstanceType<typeof messages.NodeDef>

/** Any producer of the last years: newer than every change of meaning that a GraphDef version stands for. */
const producer = 1500

function attribute(fill: (value: AttrValue) => void): AttrValue {
  const value = new messages.AttrValue()
  fill(value)
  return value
}

function shapeOf(shape: number[]) {
  const proto = new messages.TensorShape()
  proto.setDimList(shape.map((size) => {
    const dim = new messages.TensorShape.Dim()
    dim.setSize(size)
    return dim
  }))
  return proto
}

export const typeAttribute = (dtype: NativeType) => attribute((value) => value.setType(typeNumber[dtype]))
export const shapeAttribute = (shape: number[]) => attribute((value) => value.setShape(shapeOf(shape)))
export const textAttribute = (text: string) => attribute((value) => value.setS(Buffer.from(text)))

/** A constant; floats that are all the same are written as a single value, which TensorFlow repeats. */
export function constantAttribute({ values, shape, dtype }: Constant): AttrValue {
  const tensor = new messages.Tensor()
  tensor.setDtype(typeNumber[dtype])
  tensor.setTensorShape(shapeOf(shape))
  const first = values[0]
  if (dtype === 'float32' && first !== undefined && values.every((v) => Object.is(v, first))) tensor.setFloatValList([first])
  else tensor.setTensorContent(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
  return attribute((value) => value.setTensor(tensor))
}

/** An attribute of an eager op (TF_AttrType: 0 string, 1 int, 2 float, 3 bool, 4 type) as the graph has it. */
export function attributeOf({ type, value }: OpAttribute): AttrValue {
  return attribute((proto) => {
    const list = Array.isArray(value) ? new messages.AttrValue.ListValue() : null
    if (type === 0) proto.setS(Buffer.from(String(value)))
    else if (type === 1) list ? list.setIList(value as number[]) : proto.setI(value as number)
    else if (type === 2) list ? list.setFList(value as number[]) : proto.setF(value as number)
    else if (type === 3) list ? list.setBList(value as boolean[]) : proto.setB(value as boolean)
    else proto.setType(value as number)
    if (list) proto.setList(list)
  })
}

/** inputs: 'node', 'node:1', or '^node' for a control dependency (data inputs first). */
export function node(name: string, op: string, inputs: string[], attributes: Record<string, AttrValue>): NodeDef {
  const proto = new messages.NodeDef()
  proto.setName(name)
  proto.setOp(op)
  proto.setInputList(inputs)
  for (const [key, value] of Object.entries(attributes)) proto.getAttrMap().set(key, value)
  return proto
}

/** The bytes of saved_model.pb, tagged 'serve'. */
export function savedModel(nodes: NodeDef[]): Uint8Array {
  const versions = new messages.VersionDef()
  versions.setProducer(producer)
  const graph = new messages.GraphDef()
  graph.setNodeList(nodes)
  graph.setVersions(versions)
  const info = new messages.MetaGraphDef.MetaInfoDef()
  info.setTagsList(['serve'])
  const meta = new messages.MetaGraphDef()
  meta.setMetaInfoDef(info)
  meta.setGraphDef(graph)
  const model = new messages.SavedModel()
  model.setSavedModelSchemaVersion(1)
  model.setMetaGraphsList([meta])
  return model.serializeBinary()
}
