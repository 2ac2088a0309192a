import type { Address } from '../../session/desk-address.ts';
import type { Codes } from './codes.ts';
import type { LineRecord } from './line-records.ts';

/** A search of the logs, as it stands in the address: `#/journal/M-7F3K9Q/_/2026-10-01/2026-10-31`. Pure. */

/** What is looked for: a code or an id, a person, a period. */
export type Search = {
  readonly subject?: string;
  readonly actor?: string;
  readonly from?: string;
  readonly to?: string;
  readonly cursor?: string;
};

const places = ['subject', 'actor', 'from', 'to'] as const;
/** Stands for what is not asked. */
const nothing = '_';

/**
 * Formats the auditor's search of a log as the parts of an address; what has letters that no id, code or date has (a
 * name, perhaps) is left out.
 */
export function formatSearch(search: Search): Address {
  const parts = places.map((place) => {
    const value = search[place] ?? '';
    return /^[\w-]{1,64}$/.test(value) ? value : nothing;
  });
  const last = parts.findLastIndex((part) => part !== nothing);
  return parts.slice(0, last + 1);
}

export const parseSearch = (parts: Address): Search =>
  Object.fromEntries(
    places.flatMap((place, index) => {
      const part = parts[index];
      return part === undefined || part === nothing ? [] : [[place, part]];
    }),
  );

/** The subject of the auditor's search for a record: its code, which people can read, or else its id. */
export const searchSubjectOf = ({ id }: LineRecord, codes: Codes): string => codes.get(id)?.code ?? id;
