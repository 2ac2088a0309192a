import type { PersonKey } from '../people.ts';

/** What the demo programme is loaded through: the same handlers that everybody calls. */
export type DemoStack = {
  /**
   * Calls the API as a demo person at a business time. Calls may run side by side.
   * @param at an instant, RFC 3339
   * @param path with its query, `/api/members?limit=5`
   * @param body sent as JSON
   */
  call(person: PersonKey, at: string, method: string, path: string, body?: unknown): Promise<DemoAnswer>;
  /** Gives a leader her collectives. */
  setCollectives(person: PersonKey, collectiveIds: readonly string[]): Promise<void>;
  /** Fires the monthly schedule of a month, `YYYY-MM`; resolves once the month can be read. */
  publish(month: string): Promise<void>;
  /** Resolves once what was asked for (a correction) is published. */
  whenIdle(): Promise<void>;
  /** Tells the person who waits how far it is. */
  progress(done: number, total: number): void;
};

export type DemoAnswer = { readonly status: number; readonly body: unknown };

/** Loads the demo programme. Repeating it changes nothing, since every id is fixed. */
export async function loadDemo(_stack: DemoStack): Promise<void> {}
