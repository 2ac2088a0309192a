import { answerBytesOf, maxAnswerBytes } from './answer-size.ts';

const defaultLimit = 50;

/**
 * Reads a page of a list, which ends by the caller's limit or, before that, by what an answer can hold: then the list is read again with as
 * many items as do fit, so that it makes the cursor itself. Every list is read so.
 * @param limit of the query: 1 to 100; undefined for the default
 * @param read up to so many items, as they are answered
 */
export const readPage = async <Page extends { readonly items: readonly unknown[] }>(
  limit: string | undefined,
  read: (limit: number) => Promise<Page>,
): Promise<Page> => {
  let count = limit === undefined ? defaultLimit : Number(limit);
  for (;;) {
    const page = await read(count);
    const fitting = countFitting(page.items);
    if (fitting === page.items.length || count === 1) {
      return page;
    }
    // One item fits: a stored record is much smaller than an answer.
    count = Math.max(1, fitting);
  }
};

/** How many of the items, from the first, an answer can hold. */
const countFitting = (items: readonly unknown[]): number => {
  let bytes = 0;
  const firstBeyond = items.findIndex((item) => {
    // With the comma between two items.
    bytes += answerBytesOf(item) + 1;
    return bytes > maxAnswerBytes;
  });
  return firstBeyond === -1 ? items.length : firstBeyond;
};
