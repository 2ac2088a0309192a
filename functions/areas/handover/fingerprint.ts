import { hash } from 'node:crypto';

/** SHA-256 of a handover recipient's key, in lower-case hex: two people compare it over the telephone. */
export const keyFingerprintOf = (key: string): string => hash('sha256', key, 'hex');
