import type { FunctionName } from '../lib/functions/all.ts';
import type { Closers } from './closers.ts';
import { importer, verifier } from './connection.ts';
import type { IdentityProvider } from './identity/identity-provider.ts';
import { functionNames } from './lambda/bundles.ts';
import type { Functions } from './lambda/run-functions.ts';
import { principalOf } from './local-functions.ts';
import type { Base } from './log-and-clock.ts';
import { type QueueName, type Services, startServices } from './services.ts';
import type { StackOptions } from './stack.ts';
import type { Api } from './start-api.ts';

/** A queue that triggers a function. */
type FunctionQueue = Exclude<QueueName, 'drills'>;

/** The longest that a queue's function may run: at least as long as in the cloud. */
const timeoutsMs: Readonly<Record<FunctionQueue, number>> = {
  compile: 15 * 60_000,
  render: 5 * 60_000,
  packs: 15 * 60_000,
};
/** The function that each queue triggers. */
const functionNameByQueue: Readonly<Record<FunctionQueue, FunctionName>> = {
  compile: 'compile',
  render: 'render',
  packs: 'makePack',
};

/** Parts that the services call, but that start after the services. `connectLate` sets them before a service calls any of them. */
type Late = {
  functions: Functions | undefined;
  identity: IdentityProvider | undefined;
  /** Resolves once every request now in flight has ended. */
  whenRequestsEnd: () => Promise<void>;
  /** Runs a restore drill to its end. A failure is only logged, so that the drill is not tried again. @param input the input of its state machine */
  drill: (input: unknown) => Promise<void>;
  /** Resolved once the functions can run. Messages that an earlier run left in the queues wait for this. */
  readonly canDeliver: PromiseWithResolvers<void>;
};

export const createLate = (): Late => ({
  functions: undefined,
  identity: undefined,
  whenRequestsEnd: async () => {},
  drill: async () => {},
  canDeliver: Promise.withResolvers<void>(),
});

/** Connects the services with the parts that started after them, and lets the queues deliver. */
export const connectLate = (
  late: Late,
  {
    identity,
    functions,
    api,
    log,
  }: Pick<Base, 'log'> & {
    readonly identity: IdentityProvider;
    readonly functions: Functions;
    readonly api: Api;
  },
): void => {
  late.identity = identity;
  late.functions = functions;
  late.whenRequestsEnd = api.gateway.whenRequestsEnd;
  late.drill = (input) => api.drill(input).catch((error: unknown) => log.write(`drill: ${String(error)}`));
  late.canDeliver.resolve();
};

/** Starts the stand-ins for the services of AWS. */
export const startCloud = (
  { directory, log, clock }: Base,
  late: Late,
  { between, databaseInMemory }: StackOptions,
  closers: Closers,
): Promise<Services> =>
  startServices({
    directory,
    databaseInMemory,
    principals: [...functionNames.map(principalOf), verifier, importer],
    closeLater: closers.closeLater,
    between,
    deliver: async (queue, event) => {
      await late.canDeliver.promise;
      if (queue === 'drills') return late.drill(event.Records);
      // If the business time went back, the journal may have new lines from before a cutoff. So a compile must read all lines again.
      const mustRecompute = queue === 'compile' && clock.wentBack();
      // `connectLate` has set `functions`; only the type needs the question mark.
      return late.functions?.invoke(
        functionNameByQueue[queue],
        mustRecompute ? { ...event, recompute: true } : event,
        timeoutsMs[queue],
      );
    },
    whenRequestsEnd: () => late.whenRequestsEnd(),
    onSignOut: (userId) => late.identity?.signOut(userId),
    log: log.write,
    now: clock.peek,
  });
