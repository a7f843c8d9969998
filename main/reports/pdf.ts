/** A printed report without the moment of printing: the same comparison gives the same bytes. */

const day = (milliseconds: number) => new Date(milliseconds).toISOString().replace(/[-:T]/g, '').slice(0, 14)

/** Puts the end of the last run in place of the dates a printer writes, of the same length, so that the file's table of places stays true. */
export function datedPdf(pdf: Uint8Array, endedAt: number | null): Uint8Array {
  const text = Buffer.from(pdf).toString('latin1')
  return Buffer.from(text.replace(/(\/(?:CreationDate|ModDate)\s*\(D:)\d{14}/g, (_, before: string) => before + day(endedAt ?? 0)), 'latin1')
}
