import { codeKey } from '../../shared/table/keys/journal-and-claims.ts';
import type { Key } from '../../shared/table/keys/key.ts';
import { nameContext, nameKeys, queryKeys } from './name-keys.ts';

/**
 * A search term before the vault makes a keyed token of it. `context` says what the text is, a key of a name or a telephone
 * number, which have tokens of their own.
 */
export type Term = { readonly context: string; readonly text: string };

const phoneContext = 'phone';

/** The last ten digits of a telephone number: without country code, leading zero and spaces, which people write or omit. */
export const lastDigitsOf = (phone: string): string => phone.replace(/\D/g, '').slice(-10);

const nameTerm = (text: string): Term => ({ context: nameContext, text });
const phoneTerm = (phone: string): Term => ({ context: phoneContext, text: lastDigitsOf(phone) });

/** The search terms under which a member is stored: at most eight of her name and one of her telephone number. */
export const termsOf = (name: string, phone: string | undefined): Term[] => [
  ...nameKeys(name).map(nameTerm),
  ...(phone === undefined ? [] : [phoneTerm(phone)]),
];

/**
 * Whether a query is a telephone number. The shortest have six digits; a query of fewer than ten finds only a number that was
 * stored with just these digits.
 */
const isPhone = (query: string): boolean => /^\+?[\d -]+$/.test(query) && lastDigitsOf(query).length >= 6;

/** A query by one of the ways in which a member is found. A member with any of the `terms` is a candidate. */
export type Query =
  | { readonly by: 'code'; readonly key: Key }
  | { readonly by: 'phone'; readonly terms: readonly Term[] }
  | { readonly by: 'name'; readonly terms: readonly Term[] };

/**
 * The queries that a typed text may mean, in the order in which the search tries them until one finds somebody: a member's
 * code, with or without its letter and hyphen (`M-7QX4HM`), and a telephone number or a name. Six digits look like a
 * code too, and so does a name of six letters (Sujata), or of seven that begins with M.
 */
export const queriesOf = (typed: string): Query[] => {
  const query = typed.trim();
  const code = /^(?:m[ -]?)?([0-9a-z]{6})$/i.exec(query)?.[1];
  return [
    ...(code === undefined ? [] : [{ by: 'code', key: codeKey(`M-${code.toUpperCase()}`) } as const]),
    isPhone(query)
      ? { by: 'phone', terms: [phoneTerm(query)] }
      : { by: 'name', terms: queryKeys(query).map(nameTerm) },
  ];
};
