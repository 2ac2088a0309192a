import { AsyncLocalStorage } from 'node:async_hooks';

/** Whose names or texts were decrypted in the work that is going on: the owners of their keys. */
const openedOwners = new AsyncLocalStorage<Set<string>>();

/**
 * Runs work that counts for itself whose texts it opens (`countOpened`). A request is such work, and so is a part of it
 * that opens texts without showing them: that part's do not count for the request.
 */
export const withOwnCount = <T>(run: () => T): T => openedOwners.run(new Set(), run);

/** Notes that a text of an owner was opened; the vault calls it, so no route can forget to. */
export const noteOpened = (owner: string): void => {
  openedOwners.getStore()?.add(owner);
};

/** The number of women, groups and people whose texts were opened so far, each once. */
export const countOpened = (): number => openedOwners.getStore()?.size ?? 0;
