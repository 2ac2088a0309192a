import type { MessageKey } from '../../text.ts';
import { headName, kindName } from '../book-words.ts';
import type { AccountRow } from './account-rules.ts';

/** Translates a message key to one language. */
export type Translate = (key: MessageKey) => string;

/** The text for a row of a group's account: `Expense: travel`. */
export const accountRowText = (row: AccountRow, say: Translate): string => {
  if ('name' in row) return say(row.name);
  return row.head === undefined
    ? say(kindName(row.kind))
    : `${say(kindName(row.kind))}: ${say(headName(row.head))}`;
};
