import type { Line } from './say.ts';

/** The attribute of an element that is spoken in parts, such as an amount: the parts in JSON, in place of its text. */
const attribute = 'data-say';

/** What makes an element be spoken in these exact texts; with none, not at all. */
export const spokenAs = (parts: Line): { readonly [attribute]: string } => ({
  [attribute]: JSON.stringify(parts),
});

/** The lines of a screen as it is spoken: what stands on it, line by line, and each element with parts of its own as one line. */
export function linesOf(element: HTMLElement): Line[] {
  const own = element.getAttribute(attribute);
  if (own !== null) return [JSON.parse(own)].filter((parts: Line) => parts.length > 0);
  if (element.matches('input, select, textarea')) return [];
  if (element.querySelector(`[${attribute}]`) === null) {
    // biome-ignore lint/performance/useDomNodeTextContent: it is read as it stands on the screen, line by line, and each line once
    return linesIn(element.innerText);
  }
  return [...element.childNodes].flatMap((child) => {
    if (child instanceof HTMLElement) return child.checkVisibility() ? linesOf(child) : [];
    return linesIn(child.textContent ?? '');
  });
}

const linesIn = (text: string): Line[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => [line]);
