/**
 * How many days a first password works. The user pool has the same number (`tempPasswordValidity` in lib/identity-stack.ts). It stands in a file of its own,
 * so that the desk can show it without loading how passwords are stored (credentials.ts).
 */
export const firstPasswordDays = 3;
