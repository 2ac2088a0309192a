import { isLogSubject } from '../../../../functions/shared/kinds/log-subject.ts';
import type { Address } from '../../session/desk-address.ts';
import type { Codes } from '../frame/codes.ts';
import type { LineRecord } from './line-records.ts';

/** The auditor's search of the logs, as it is in the address: `#/journal/M-7F3K9Q/_/2026-10-01/2026-10-31`. Pure. */

export type Search = {
  /** A code, or the id of a record. */
  readonly subject?: string;
  /** The id of a person, or `system`. */
  readonly actor?: string;
  /** The first day. */
  readonly from?: string;
  /** The last day, included. */
  readonly to?: string;
  /** The page of the results; it is not in the address. */
  readonly cursor?: string;
};

/** The parts of a search in the order of the address. */
const searchParts = ['subject', 'actor', 'from', 'to'] as const;
/** Stands in the address for a part that is not searched. */
const noPart = '_';

/**
 * Whether a typed subject can be searched for. The auditor may not read names, and a name must stand in no address, so a
 * text that may be one is refused before any search.
 */
export const isSearchable = (subject: string): boolean => isLogSubject(subject);

/** A member's or case's code as it may be typed. Its letters and digits (those of functions/shared/table/member-and-case-codes.ts) have no vowels, so no name is one. */
const typedCode = /^([mc])[\s-]?([2-9cfghjmpqrvwx]{6})$/i;

/** A typed subject, with a code as it is written: `m5rcr8r` is `M-5RCR8R`. */
export const normaliseSubject = (typed: string): string => {
  const [, prefix, rest] = typedCode.exec(typed.trim()) ?? [];
  return prefix === undefined || rest === undefined ? typed.trim() : `${prefix}-${rest}`.toUpperCase();
};

/** Formats the auditor's search of a log as the parts of an address, without what may be a person's name. */
export function formatSearch(search: Search): Address {
  const parts = searchParts.map((name) => {
    const value = search[name] ?? '';
    const isSafe = name === 'subject' ? isSearchable(value) : /^[\w-]{1,64}$/.test(value);
    return isSafe ? value : noPart;
  });
  const lastIndex = parts.findLastIndex((part) => part !== noPart);
  return parts.slice(0, lastIndex + 1);
}

/** Parses the auditor's search of a log from the parts of an address. */
export const parseSearch = (parts: Address): Search =>
  Object.fromEntries(
    searchParts.flatMap((name, index) => {
      const part = parts[index];
      return part === undefined || part === noPart ? [] : [[name, part]];
    }),
  );

/** The subject of the auditor's search for a record: its code, which people can read, or else its id. */
export const searchSubjectOf = ({ id }: LineRecord, codes: Codes): string => codes.get(id)?.code ?? id;
