import type { KeyAccess, TableAccess } from '../access.ts';

/** Permission of every function that writes: each write claims its id, and reads the claim if the write fails. */
export const claims: TableAccess = { 'ID#*': ['get', 'put'] };
/** Permission of every function that writes: each write appends one line to the journal. */
export const journal: TableAccess = { 'JOURNAL#*': ['put'] };
/** Permission of a function that opens single records: each opening appends one line to the access log. */
export const openings = { 'ACCESS#*': ['put'] } as const satisfies TableAccess;
/** The same for records about women: each opening also writes an entry, by which the woman's page finds the opening. */
export const openingsOfWomen = { ...openings, 'OPENED#*': ['put'] } as const satisfies TableAccess;
/**
 * Permission of a function that shows lists and opens no single record. Each reading appends a line to the access log, or adds its hour to the
 * day's line. It also adds the day to the looks, by which that line is found.
 */
export const lists = {
  'ACCESS#*': ['update'],
  'LOOKS#*': ['update'],
} as const satisfies TableAccess;
/** Permission of a function that opens single records and shows lists. */
export const openingsAndLists = {
  ...openings,
  'ACCESS#*': [...openings['ACCESS#*'], ...lists['ACCESS#*']],
  'LOOKS#*': lists['LOOKS#*'],
} as const satisfies TableAccess;
export const openingsOfWomenAndLists = {
  ...openingsOfWomen,
  ...openingsAndLists,
} as const satisfies TableAccess;
/**
 * Permissions of a function whose lists are often read again, such as by a phone's update. It first looks whether the day's line has this hour
 * already, and then writes nothing.
 */
export const repeatedLists = {
  ...lists,
  'ACCESS#*': [...lists['ACCESS#*'], 'get'],
} as const satisfies TableAccess;
export const openingsOfWomenAndRepeatedLists = {
  ...openingsOfWomenAndLists,
  'ACCESS#*': [...openingsAndLists['ACCESS#*'], 'get'],
} as const satisfies TableAccess;
/**
 * Permission to look for known names in a plaintext field. It compares keyed tokens of full names, from which no name can be read. The programme's
 * terms are read because they have its own name and its organisations' names.
 */
export const knownNames = { 'FULLNAME#*': ['query'], PROGRAMME: ['query'] } as const satisfies TableAccess;

/**
 * Permission to use the organisation's key, which makes keyed hashes and tokens. No function can make it: `npm run first-people` does,
 * before anybody can sign in.
 */
export const organisationKey: KeyAccess = { organisation: ['open'] };
