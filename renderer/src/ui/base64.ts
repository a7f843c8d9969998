/** Bytes of a file as base64, read by the browser itself; an empty one is ''. */
export const base64Of = (file: Blob): Promise<string> => new Promise((resolve, reject) => {
  const reader = new FileReader()
  reader.onload = () => { const url = reader.result as string; resolve(file.size ? url.slice(url.indexOf(',') + 1) : '') }
  reader.onerror = () => reject(reader.error ?? new Error('a file cannot be read'))
  reader.readAsDataURL(file)
})

/** The inverse. */
export const bytesOf = (base64: string): Blob => new Blob([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))], { type: 'application/octet-stream' })
