/** What the page after a desk's says, without a word about the programme. */
type LeftWords = {
  readonly language: string;
  readonly title: string;
  readonly text: string;
  /** The label of the link by which she signs in again. */
  readonly again: string;
};

/**
 * Keeps the words in this tab alone, so that `/away.html` (away.ts) says them when it is left, however that comes about. A phone keeps
 * none: there the page after Leave must look like anybody's notes.
 */
export const keepLeftWords = ({ language, title, text, again }: LeftWords): void =>
  sessionStorage.setItem('left', [language, title, text, again].join('\n'));
