/** The attribute of what is not spoken with its screen, such as the buttons that pause it. */
export const unspoken = { 'data-unspoken': '' } as const;

const unspokenThings = '[data-unspoken], input, select, textarea';

/** The lines of a screen as it is spoken: what stands on it, line by line. */
export function linesOf(element: HTMLElement): string[] {
  if (element.matches(unspokenThings)) return [];
  if (element.querySelector(unspokenThings) === null) {
    // biome-ignore lint/performance/useDomNodeTextContent: it is read as it stands on the screen, line by line, and each line once
    return linesIn(element.innerText);
  }
  return [...element.childNodes].flatMap((child) => {
    if (child instanceof HTMLElement) return child.checkVisibility() ? linesOf(child) : [];
    return child instanceof Text ? linesIn(child.data) : [];
  });
}

const linesIn = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
