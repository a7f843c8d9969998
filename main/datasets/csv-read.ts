/** Rows of a table in comma-separated values (RFC 4180) as programs write them: also with semicolons or tabs, and in the encodings of Windows. */
import { isUtf8 } from 'node:buffer'

/** Excel writes UTF-8 with a mark, UTF-16 as "Unicode text", or the encoding of the system, in China GB 18030. */
function textOf(bytes: Buffer): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : isUtf8(bytes) ? 'utf-8' : 'gb18030'
  // Takes the mark away as well.
  return new TextDecoder(encoding).decode(bytes)
}

const separators = [',', ';', '\t']

/** Empty lines are left out; a quote that is never closed takes the rest of the file. */
export function readCsv(bytes: Buffer): string[][] {
  const text = textOf(bytes)
  const firstLine = text.slice(0, text.search(/[\r\n]|$/))
  const separator = separators.reduce((best, sign) => (firstLine.split(sign).length > firstLine.split(best).length ? sign : best))
  const rows: string[][] = []
  let [row, field]: [string[], string] = [[], '']
  let quoted = false
  const endRow = () => {
    row.push(field.trim())
    if (row.length > 1 || row[0] !== '') rows.push(row)
    ;[row, field] = [[], '']
  }
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!
    if (quoted) {
      if (sign !== '"') field += sign
      else if (text[at + 1] === '"') field += text[at++]
      else quoted = false
    } else if (sign === '"' && field.trim() === '') [quoted, field] = [true, '']
    else if (sign === separator) {
      row.push(field.trim())
      field = ''
    } else if (sign === '\n' || sign === '\r') endRow()
    else field += sign
  }
  endRow()
  return rows
}
