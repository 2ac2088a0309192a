import { type Stack, startStack } from '../../local/stack.ts';

let shared: Promise<Stack> | undefined;

/**
 * The stack that the test files of one worker share, one after the other; it ends with the worker. Other files' records lie in it, and
 * the demo people are whatever the last file made of them: bring a collective of your own, and give it to its leaders. A file that sets
 * the clock or publishes months starts a stack of its own.
 */
export const openSharedStack = (): Promise<Stack> => {
  shared ??= startStack({ empty: true, web: true, recordsFrom: '2026-09-01' }).catch((error: unknown) => {
    shared = undefined;
    throw error;
  });
  return shared;
};

let sharedDemo: Promise<Stack> | undefined;

/** The same with the demo programme, for files that only read. Where a source has changed, it is loaded first: a minute and a half of a processor. */
export const openDemoStack = (): Promise<Stack> => {
  sharedDemo ??= startStack({ web: true }).catch((error: unknown) => {
    sharedDemo = undefined;
    throw error;
  });
  return sharedDemo;
};
