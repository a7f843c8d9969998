/** A formula of the catalogue (LaTeX) as one line of plain signs, for a terminal. What it does not know stays as it is written. */

const signs: Record<string, string> = {
  top: 'ᵀ', sum: 'Σ', sigma: 'σ', cdot: '·', varphi: 'φ', phi: 'φ', times: '×', theta: 'θ', gamma: 'γ', rho: 'ρ', varepsilon: 'ε', epsilon: 'ε', lambda: 'λ', ell: 'ℓ', Omega: 'Ω', tau: 'τ', mu: 'μ',
  in: '∈', to: '→', sim: '~', cup: '∪', odot: '⊙', Vert: '‖', lVert: '‖', rVert: '‖', langle: '⟨', rangle: '⟩', dots: '…', ldots: '…', max: 'max', log: 'log', qquad: '   ', quad: '  ',
}
/** Sizes and spacings: nothing to a terminal. */
const silent = new Set(['big', 'Big', 'left', 'right', 'textstyle', 'nolimits'])
const accents: Record<string, string> = { hat: '\u0302', tilde: '\u0303', bar: '\u0304' }
const raised: Record<string, string> = { 0: '⁰', 1: '¹', 2: '²', 3: '³', 4: '⁴', '+': '⁺', '-': '⁻', n: 'ⁿ', ᵀ: 'ᵀ', '\'': '′' }

/** The group or sign that begins at `at`, and where it ends. */
function argument(tex: string, at: number): [inner: string, end: number] {
  while (tex[at] === ' ') at++
  if (tex[at] === '\\') {
    const command = /^\\([a-zA-Z]+|.)/.exec(tex.slice(at))![0]
    return [command, at + command.length]
  }
  if (tex[at] !== '{') return [tex[at] ?? '', at + 1]
  let depth = 0
  for (let i = at; i < tex.length; i++) {
    if (tex[i] === '{') depth++
    if (tex[i] === '}' && --depth === 0) return [tex.slice(at + 1, i), i + 1]
  }
  return [tex.slice(at + 1), tex.length]
}

const grouped = (text: string) => (/^[\p{L}\p{N}\p{M}√'_]+$/u.test(text) ? text : `(${text})`)

function script(text: string, mark: '^' | '_'): string {
  if (mark === '^' && text && [...text].every((sign) => raised[sign])) return [...text].map((sign) => raised[sign]).join('')
  return `${mark}${[...text].length > 1 ? `{${text}}` : text}`
}

function read(tex: string): string {
  let out = ''
  for (let at = 0; at < tex.length;) {
    const sign = tex[at]!
    if (sign === '^' || sign === '_') {
      const [inner, end] = argument(tex, at + 1)
      out += script(read(inner), sign)
      at = end
    } else if (sign === '{' ) {
      const [inner, end] = argument(tex, at)
      out += read(inner)
      at = end
    } else if (sign !== '\\') {
      out += sign
      at++
    } else {
      const name = /^\\([a-zA-Z]+|.)/.exec(tex.slice(at))?.[1] ?? ''
      at += 1 + name.length
      if (name === 'frac' || name === 'tfrac') {
        const [above, middle] = argument(tex, at)
        const [below, end] = argument(tex, middle)
        out += `${grouped(read(above))}/${grouped(read(below))}`
        at = end
      } else if (name === 'sqrt' || name === 'mathrm' || name === 'mathbb' || name === 'text' || accents[name]) {
        const [inner, end] = argument(tex, at)
        // A word would run together with what stands before it.
        if (inner.length > 1 && /[\p{L}\p{N}\p{M})}]$/u.test(out) && !accents[name] && name !== 'sqrt') out += ' '
        out += name === 'sqrt' ? `√${grouped(read(inner))}` : `${name === 'mathbb' && inner === 'R' ? 'ℝ' : read(inner)}${accents[name] ?? ''}`
        at = end
      } else if (signs[name] !== undefined) out += signs[name]
      else if (name === ' ') out += ' '
      else if (!silent.has(name) && !/^[,;!]$/.test(name)) out += /^[a-zA-Z]/.test(name) ? `\\${name}` : name
    }
  }
  return out
}

export const formulaText = (tex: string): string => read(tex).replace(/ {4,}/g, '   ').trim()
