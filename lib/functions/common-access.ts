import type { KeyAccess, TableAccess } from '../access.ts';

/** Permissions that many functions have. */

/** Each write claims its id, and reads the claim if the write fails. */
export const claims: TableAccess = { 'ID#*': ['get', 'put'] };
/** Each write appends one line. */
export const journal: TableAccess = { 'JOURNAL#*': ['put'] };
/** Each reading of personal data appends one line. */
export const accessLog: TableAccess = { 'ACCESS#*': ['put'] };
/** Keyed tokens of full names: they find a known name in a plaintext field, and no name can be read from them. */
export const knownNames: TableAccess = { 'FULLNAME#*': ['query'] };

/** For keyed hashes and tokens. Only `people` creates it: nobody can sign in before somebody was let in. */
export const organisationKey: KeyAccess = { organisation: ['open'] };
