import type { KeyAccess, TableAccess } from '../access.ts';

/** Permission of every function that writes: each write claims its id, and reads the claim if the write fails. */
export const claims: TableAccess = { 'ID#*': ['get', 'put'] };
/** Permission of every function that writes: each write appends one line to the journal. */
export const journal: TableAccess = { 'JOURNAL#*': ['put'] };
/** Permission of every function that reads personal data: each reading appends one line to the access log. */
export const accessLog: TableAccess = { 'ACCESS#*': ['put'] };
/** Permission to look for known names in a plaintext field, by keyed tokens of full names: no name can be read from them. */
export const knownNames: TableAccess = { 'FULLNAME#*': ['query'] };

/**
 * Permission to use the organisation's key, which makes keyed hashes and tokens. No function can make it: `npm run first-people` does,
 * before anybody can sign in.
 */
export const organisationKey: KeyAccess = { organisation: ['open'] };
