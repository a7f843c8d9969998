/**
 * A report inside a frame that runs no script, so its own is left out. A document made by the window inherits the window's content policy, which refuses
 * <style> and style="". So its rules are taken out before it is shown and put in through the style object model, which is allowed.
 */
interface Unstyled { html: string; css: string }

export function takeStyles(html: string): Unstyled {
  let css = ''
  const without = html
    .replace(/<script>[\s\S]*?<\/script>/gi, '')
    .replace(/<style[^>]*>([\s\S]*?)<\/style>/gi, (_whole, rules: string) => { css += `${rules}\n`; return '' })
    .replace(/(<[a-z][^<>]*?) style=("[^"<>]*")/gi, '$1 data-style=$2')
  return { html: without, css }
}

export function putStyles(frame: HTMLIFrameElement, css: string): void {
  const page = frame.contentDocument
  const view = frame.contentWindow as (Window & { CSSStyleSheet: typeof CSSStyleSheet }) | null
  if (!page || !view) return
  const sheet = new view.CSSStyleSheet()
  sheet.replaceSync(css)
  page.adoptedStyleSheets = [sheet]
  for (const element of page.querySelectorAll<HTMLElement | SVGElement>('[data-style]')) element.style.cssText = element.dataset.style ?? ''
}
