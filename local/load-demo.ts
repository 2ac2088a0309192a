import type { Controls } from './controls.ts';
import { type DemoStack, loadDemo } from './demo/load.ts';
import type { Gateway } from './gateway/gateway.ts';
import type { AuthorizerContext } from './gateway/gateway-event.ts';
import type { PersonKey } from './identity/demo-people.ts';
import type { BusinessClock } from './schedule/clock.ts';
import { fetchToken } from './token.ts';

/**
 * Loads the demo programme into the local stack through its gateway, each request at its own business time and with the token of the
 * person who sends it.
 * @param options.url the stack's address, where people sign in
 * @param options.progress called with one line each few requests
 * @throws Error at the first unexpected answer
 */
export const loadDemoProgramme = async ({
  url,
  gateway,
  clock,
  controls,
  setCollectives,
  whenIdle,
  progress,
}: {
  readonly url: string;
  readonly gateway: Gateway;
  readonly clock: BusinessClock;
  readonly controls: Controls;
  readonly setCollectives: DemoStack['setCollectives'];
  readonly whenIdle: () => Promise<void>;
  readonly progress: (line: string) => void;
}): Promise<void> => {
  // Each person signs in once, since nobody's role changes while the programme is loaded.
  const contexts = new Map<PersonKey, Promise<AuthorizerContext>>();
  const signIn = (person: PersonKey): Promise<AuthorizerContext> => {
    const context = contexts.get(person) ?? fetchToken(url, person).then(gateway.signIn);
    contexts.set(person, context);
    return context;
  };
  await loadDemo({
    call: async ({ person, at, method, path, body, headers }) => {
      const instant = Date.parse(at);
      clock.recordTime(instant);
      const result = await gateway.callAt(instant, await signIn(person), {
        method,
        target: path,
        headers,
        body: JSON.stringify(body),
      });
      return { status: result.statusCode, body: result.body === '' ? null : JSON.parse(result.body) };
    },
    setCollectives,
    publish: (month) => controls.publishMonth(month),
    whenIdle,
    progress: (count, total) => progress(`loading the demo programme … ${count} of ${total}`),
  });
};
