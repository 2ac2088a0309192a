import { rmSync } from 'node:fs';

export type Closers = ReturnType<typeof createClosers>;

/** Collects the parts to close when the stack ends, or when its start fails. */
export function createClosers() {
  const closers: (() => Promise<void>)[] = [];
  let temporary: string | undefined;
  return {
    add: (closer: () => Promise<void>): void => void closers.push(closer),
    /** Waits for a part to start, and registers its `close`. */
    closeLater: async <T extends { close(): Promise<void> }>(startingPart: Promise<T>): Promise<T> => {
      const part = await startingPart;
      closers.push(() => part.close());
      return part;
    },
    /** Sets the directory that `close` removes after everything is closed; undefined: none. */
    removeDirectoryAtEnd: (directory: string | undefined): void => {
      temporary = directory;
    },
    close: async (): Promise<void> => {
      await Promise.all(closers.splice(0).map((closer) => closer()));
      if (temporary !== undefined) rmSync(temporary, { recursive: true, force: true });
    },
  };
}
