/** The catalogue's formulas as MathML trees: only the LaTeX that stands in the entries. MathML needs no fonts, no styles and no scripts. */

export type Node = { tag: 'mrow' | 'msub' | 'msup' | 'mfrac' | 'msqrt' | 'mover'; children: Node[] } | { tag: 'mi' | 'mo' | 'mn' | 'mtext' | 'upright'; text: string } | { tag: 'mspace' }

const symbols: Record<string, string> = {
  alpha: 'α', beta: 'β', gamma: 'γ', theta: 'θ', phi: 'φ', sigma: 'σ', lambda: 'λ', epsilon: 'ε', delta: 'δ', mu: 'μ', tau: 'τ', pi: 'π', psi: 'ψ', omega: 'ω', rho: 'ρ', eta: 'η', kappa: 'κ', nu: 'ν', xi: 'ξ', chi: 'χ', zeta: 'ζ', varphi: 'φ', varepsilon: 'ε',
  Sigma: 'Σ', Phi: 'Φ', Theta: 'Θ', Delta: 'Δ', Omega: 'Ω', Lambda: 'Λ', Gamma: 'Γ', Psi: 'Ψ', ell: 'ℓ',
}
const operators: Record<string, string> = {
  sum: '∑', prod: '∏', cdot: '·', times: '×', odot: '⊙', otimes: '⊗', oplus: '⊕', top: '⊤', in: '∈', le: '≤', ge: '≥', leq: '≤', geq: '≥', ne: '≠', to: '→', rightarrow: '→', Vert: '‖', Vertical: '‖', vert: '|', mid: '|', ldots: '…', cdots: '⋯', partial: '∂', infty: '∞', approx: '≈', sim: '∼', pm: '±', langle: '⟨', rangle: '⟩', lVert: '‖', rVert: '‖', prime: '′', star: '⋆', ast: '∗', forall: '∀', circ: '∘', cup: '∪', '{': '{', '}': '}', '|': '‖',
}
/** Sizes of brackets are left to the browser, which fits them to what they hold. */
const sizes = new Set(['left', 'right', 'big', 'Big', 'bigg', 'Bigg', 'bigl', 'bigr', 'Bigl', 'Bigr', 'displaystyle', 'textstyle', 'limits', 'nolimits'])
const functions = new Set(['exp', 'log', 'ln', 'max', 'min', 'tanh', 'sin', 'cos', 'softmax'])
/** Set over what they belong to. */
const accents: Record<string, string> = { bar: '¯', overline: '¯', hat: 'ˆ', tilde: '~', vec: '→' }
const thin = new Set([',', ';', ':', ' '])

export function parseFormula(latex: string): Node {
  const tokens = latex.match(/\\[a-zA-Z]+|\\.|[{}_^]|\d+(?:\.\d+)?|\s+|./gsu) ?? []
  let at = 0
  const row = (children: Node[]): Node => (children.length === 1 ? children[0]! : { tag: 'mrow', children })

  /** One thing: a group, a command with its arguments, or a letter. */
  function one(): Node | null {
    const token = tokens[at++]
    if (token === undefined || /^\s+$/.test(token)) return null
    if (token === '{') return row(until('}'))
    if (token.startsWith('\\')) return command(token.slice(1))
    if (/^\d/.test(token)) return { tag: 'mn', text: token }
    if (/^\p{L}$/u.test(token)) return { tag: 'mi', text: token }
    return { tag: 'mo', text: token === '-' ? '−' : token === "'" ? '′' : token }
  }
  const argument = (): Node => { let node: Node | null = null; while (!node && at < tokens.length) node = one(); return node ?? row([]) }
  /** The letters of a group as they stand, for \mathrm and \text. */
  function words(): string {
    while (tokens[at]?.trim() === '') at++
    if (tokens[at] !== '{') return tokens[at++] ?? ''
    let text = ''
    for (at++; at < tokens.length && tokens[at] !== '}'; at++) text += tokens[at]
    at++
    return text
  }
  function command(name: string): Node | null {
    if (sizes.has(name) || name === '!') return null
    if (name === 'quad' || name === 'qquad' || thin.has(name)) return { tag: 'mspace' }
    if (['frac', 'tfrac', 'dfrac'].includes(name)) { const over = argument(); return { tag: 'mfrac', children: [over, argument()] } }
    const accent = accents[name]
    if (accent) return { tag: 'mover', children: [argument(), { tag: 'mo', text: accent }] }
    if (name === 'sqrt') return { tag: 'msqrt', children: [argument()] }
    if (['mathrm', 'operatorname', 'text', 'mathbf', 'mathit', 'mathsf'].includes(name)) return { tag: 'upright', text: words() }
    if (functions.has(name)) return { tag: 'upright', text: name }
    const symbol = symbols[name]
    if (symbol) return { tag: 'mi', text: symbol }
    return { tag: 'mo', text: operators[name] ?? name }
  }
  function until(end: string | null): Node[] {
    const nodes: Node[] = []
    while (at < tokens.length) {
      const token = tokens[at]!
      if (token === end) { at++; break }
      if (token === '_' || token === '^') {
        at++
        nodes.push({ tag: token === '_' ? 'msub' : 'msup', children: [nodes.pop() ?? row([]), argument()] })
        continue
      }
      const node = one()
      if (node) nodes.push(node)
    }
    return nodes
  }
  return row(until(null))
}
