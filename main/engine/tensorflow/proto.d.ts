/** The generated protobuf classes that tfjs-node reads SavedModels with; they write them just as well. */
declare module '@tensorflow/tfjs-node-gpu/dist/proto/api_pb.js' {
  interface ProtoMap { set(key: string, value: unknown): void }
  class Message { serializeBinary(): Uint8Array }
  class AttrValue extends Message {
    static ListValue: new () => { setSList(v: Uint8Array[]): void; setIList(v: number[]): void; setFList(v: number[]): void; setBList(v: boolean[]): void }
    setS(v: Uint8Array): void; setI(v: number): void; setF(v: number): void; setB(v: boolean): void
    setType(v: number): void; setShape(v: TensorShape): void; setTensor(v: Tensor): void; setList(v: unknown): void
  }
  class TensorShape extends Message { static Dim: new () => { setSize(v: number): void }; setDimList(v: unknown[]): void }
  class Tensor extends Message { setDtype(v: number): void; setTensorShape(v: TensorShape): void; setTensorContent(v: Uint8Array): void; setFloatValList(v: number[]): void }
  class NodeDef extends Message { setName(v: string): void; setOp(v: string): void; setInputList(v: string[]): void; getAttrMap(): ProtoMap }
  class VersionDef extends Message { setProducer(v: number): void }
  class GraphDef extends Message { setNodeList(v: NodeDef[]): void; setVersions(v: VersionDef): void }
  class MetaGraphDef extends Message {
    static MetaInfoDef: new () => { setTagsList(v: string[]): void }
    setMetaInfoDef(v: unknown): void; setGraphDef(v: GraphDef): void
  }
  class SavedModel extends Message { setSavedModelSchemaVersion(v: number): void; setMetaGraphsList(v: MetaGraphDef[]): void }
  const messages: {
    AttrValue: typeof AttrValue; TensorShape: typeof TensorShape; Tensor: typeof Tensor; NodeDef: typeof NodeDef
    VersionDef: typeof VersionDef; GraphDef: typeof GraphDef; MetaGraphDef: typeof MetaGraphDef; SavedModel: typeof SavedModel
  }
  export default messages
}
