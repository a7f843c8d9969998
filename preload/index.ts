/** The bridge: the only thing a window gets from outside its sandbox. It carries messages of the contract and knows none of them. */
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { DesktopBridge, MenuCommand, Reply, Request } from './contract/transport.ts'

const bridge: DesktopBridge = {
  connect(onReply: (reply: Reply) => void) {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = (event) => onReply(event.data as Reply)
    ipcRenderer.postMessage('fovea:connect', null, [port2])
    return { send: (request: Request) => port1.postMessage(request) }
  },
  pathOf: (file: File) => webUtils.getPathForFile(file),
  onCommand(listener: (command: MenuCommand) => void) {
    ipcRenderer.on('fovea:command', (_event, command: MenuCommand) => listener(command))
  },
  onOpen(listener: (path: string) => void) {
    ipcRenderer.on('fovea:open', (_event, path: string) => listener(path))
    // What came before the page was there waits until it asks.
    ipcRenderer.send('fovea:open-ready')
  },
  onGo(listener: (address: string) => void) {
    ipcRenderer.on('fovea:go', (_event, address: string) => listener(address))
  },
  platform: process.platform,
}

contextBridge.exposeInMainWorld('fovea', bridge)
