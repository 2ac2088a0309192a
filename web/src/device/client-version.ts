/**
 * The version of this client: the hash of its release, by which the folder of its files is named (web/build/offline-shell.ts). Undefined
 * where it was not built.
 */
export const clientVersion: string | undefined = /\/assets\/([0-9a-f]{12})\//.exec(import.meta.url)?.[1];
