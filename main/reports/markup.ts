/** HTML and SVG as text that is escaped by construction: whatever is put into the template is escaped unless it is markup itself. */

export class Markup {
  readonly text: string
  constructor(text: string) { this.text = text }
  toString(): string { return this.text }
}

export type Content = Markup | string | number | null | undefined | false | readonly Content[]

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
// Control characters other than tab and line breaks are no HTML; they can only come from file names.
export const escape = (text: string): string => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '\ufffd').replace(/[&<>"']/g, (c) => entities[c]!)

function written(content: Content): string {
  if (content === null || content === undefined || content === false) return ''
  if (content instanceof Markup) return content.text
  if (Array.isArray(content)) return content.map(written).join('')
  return escape(String(content))
}

/** Tag of a template literal: html`<p>${text}</p>`. */
export const html = (parts: TemplateStringsArray, ...contents: Content[]): Markup =>
  new Markup(parts.reduce((text, part, i) => text + written(contents[i - 1]) + part))
