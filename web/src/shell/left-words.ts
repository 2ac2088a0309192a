/** What the page after a desk's says; kept in this tab alone, and without a word about the programme. */
export type LeftWords = {
  readonly language: string;
  readonly title: string;
  readonly text: string;
  /** The label of the link by which she signs in again. */
  readonly again: string;
};

const key = 'left';

/**
 * Keeps the words, so that `/away.html` says them when this tab is left, however that comes about. A phone keeps none: there the page
 * after Leave must look like anybody's notes.
 */
export const keepLeftWords = ({ language, title, text, again }: LeftWords): void =>
  sessionStorage.setItem(key, [language, title, text, again].join('\n'));

/** The words that are kept; undefined if none are. */
export function readLeftWords(): LeftWords | undefined {
  const [language, title, text, again] = (sessionStorage.getItem(key) ?? '').split('\n');
  return language === undefined || title === undefined || text === undefined || again === undefined
    ? undefined
    : { language, title, text, again };
}

/** Forgets the words: whoever uses this tab next may be on a phone. */
export const forgetLeftWords = (): void => sessionStorage.removeItem(key);
