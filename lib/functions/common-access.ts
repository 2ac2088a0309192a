import type { KeyAccess, TableAccess } from '../access.ts';

/** Permission of every function that writes: each write claims its id, and reads the claim if the write fails. */
export const claims: TableAccess = { 'ID#*': ['get', 'put'] };
/** Permission of every function that writes: each write appends one line to the journal. */
export const journal: TableAccess = { 'JOURNAL#*': ['put'] };
/** Permission of a function that opens single records: each opening appends one line to the access log. */
export const openings = { 'ACCESS#*': ['put'] } as const satisfies TableAccess;
/** The same for records that are told on a woman's page: each opening also writes by what that page finds it. */
export const openingsOfWomen = { ...openings, 'OPENED#*': ['put'] } as const satisfies TableAccess;
/**
 * Permission of a function that shows lists alone: each reading appends a line to the access log, or an hour to the day's line, and a day to
 * the looks by which that line is found.
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
 * Permissions of a function with lists that are often read again unchanged, as a phone's update is: it also looks whether the day's line has this
 * hour already. Then the reading writes nothing.
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
 * Permission to look for known names in a plaintext field, by keyed tokens of full names: no name can be read from them. The programme's terms say what
 * it is called itself.
 */
export const knownNames = { 'FULLNAME#*': ['query'], PROGRAMME: ['query'] } as const satisfies TableAccess;

/**
 * Permission to use the organisation's key, which makes keyed hashes and tokens. No function can make it: `npm run first-people` does,
 * before anybody can sign in.
 */
export const organisationKey: KeyAccess = { organisation: ['open'] };
