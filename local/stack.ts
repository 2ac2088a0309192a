import { resolve } from 'node:path';
import type { Alarm } from './aws/alarms.ts';
import type { Budget } from './aws/budget.ts';
import type { Queue } from './aws/queue.ts';
import type { TableGuard } from './aws/table-guard.ts';
import type { Subscription } from './aws/topics.ts';
import { openDemoData } from './demo-data.ts';
import type { PersonKey } from './identity/demo-people.ts';
import { runStack } from './run-stack.ts';

/** The whole system, running on this machine. */
export type Stack = {
  /** `http://localhost:<port>` */
  readonly url: string;
  readonly port: number;
  /** An access token of a demo person. */
  tokenFor(person: PersonKey): Promise<string>;
  /** The newest log lines of the functions and the stack. */
  logLines(): readonly string[];
  /** Resolves once no queue has a message waiting or in work. */
  whenIdle(): Promise<void>;
  /** The messages of all queues on which their function failed every time. */
  deadLetters(): readonly { readonly body: string; readonly reason: string }[];
  /** For tests of the tables: the address of DynamoDB Local and the tables' names. */
  readonly database: {
    readonly endpoint: string;
    readonly tableName: string;
    readonly keysTableName: string;
  };
  /** For tests: what the stand-ins for AWS tell of the system's health. What is changed there is looked at next. */
  readonly cloud: {
    /** By the table's name. */
    readonly backups: TableGuard['backups'];
    /** Of the topic of alarms. */
    readonly subscriptions: Subscription[];
    readonly alarms: Alarm[];
    readonly cost: Budget['amounts'];
    readonly compileQueue: Pick<Queue, 'endpoint' | 'url'>;
  };
  /** Ends the functions' threads, as Lambda ends what nobody calls: the next call of each starts it anew, with nothing in its cache. */
  coolDown(): Promise<void>;
  /** The table calls that the functions have made, as `<function> <pattern in lib/functions> <call>`. */
  tableUse(): ReadonlySet<string>;
  /** Ends everything it has started. */
  close(): Promise<void>;
};

/** @param endpoint the service's own address */
export type Between = (
  service: 'dynamodb' | 'kms',
  endpoint: string,
) => Promise<{ readonly endpoint: string; close(): Promise<void> }>;

export type StackOptions = {
  /** Default 0: any free port. */
  port?: number;
  /** Whether to leave the demo programme out. */
  empty?: boolean;
  /** Whether to build the web client first, unless the build has the same sources and packages. */
  web?: boolean;
  /**
   * Streams the table's changes like the deployed table. Nothing here reads the stream, and it is a fifth of the
   * database's work.
   */
  stream?: boolean;
  /** Marks every page as training. */
  training?: boolean;
  /** The data directory; default: none, and all is gone at the end. */
  data?: string | undefined;
  /** Keeps the database in memory although there is a data directory: for tests that only want the other files there. It waits for no disk. */
  databaseInMemory?: boolean;
  /** The first UTC day that gets a digest; default: the demo programme's first day. A later day saves reading those before it. */
  recordsFrom?: string;
  /** Loads each function ahead of its first call, in the background: several seconds of processor time. */
  warm?: boolean;
  /** For measurements: starts what stands between the functions and a service. @returns where the functions find it */
  between?: Between;
  /** Called with one line per step. */
  progress?: (line: string) => void;
};

/**
 * Starts the local stack, which is the whole product on this machine, and resolves once it is ready.
 * @throws CannotStart with one clear line, if the person who starts it can mend it
 */
export function startStack({ empty = false, data, ...options }: StackOptions = {}): Promise<Stack> {
  const path = data === undefined ? undefined : resolve(data);
  return runStack({
    ...options,
    loadsDemo: false,
    openData: async () => {
      if (!empty) return openDemoData(path, options.progress);
      return path === undefined ? undefined : { path };
    },
  });
}
