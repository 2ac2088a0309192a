import { demoPeople } from '../local/identity/demo-people.ts';
import { type ActName, type ActRequest, createActs, createScene, formGroups, liveYear } from './acts.ts';
import { type ComparedDay, type Day, days, type Taken, takenNames, tolerance } from './days.ts';
import type { Act } from './measure-acts.ts';
import { giveToLeader, openClient, setClock } from './stack-client.ts';

/**
 * The bill adds up acts that were measured one by one. This checks the sum: it lets whole days of people happen on a running local stack, over
 * HTTP, and counts what the stack's parts used. An act that a day has 0.3 times happens once. The functions are stopped before each
 * request, so that each starts cold, as in a programme where few people work.
 */

const sumOfTaken = (all: readonly Taken[]): Taken => {
  const add = (name: keyof Taken) => all.reduce((sum, taken) => sum + taken[name], 0);
  return {
    writeUnits: add('writeUnits'),
    readUnits: add('readUnits'),
    storeCalls: add('storeCalls'),
    bytes: add('bytes'),
    tableBytes: add('tableBytes'),
    keyCalls: add('keyCalls'),
    answerBytes: add('answerBytes'),
    logBytes: add('logBytes'),
  };
};

/** The quantities whose counts differ from the prediction by more than `tolerance`, as lines for a reader. */
export const differencesOf = ({ name, predicted, counted }: ComparedDay): string[] =>
  takenNames
    .filter((quantity) => Math.abs(counted[quantity] - predicted[quantity]) > tolerance * predicted[quantity])
    .map((quantity) => `${name}: ${quantity} ${predicted[quantity]} predicted, ${counted[quantity]} counted`);

/** The names of a day's acts, each as often as it happens; a fraction is rounded up. */
const actNamesOf = ({ acts }: Day): ActName[] =>
  (Object.entries(acts) as [ActName, number][]).flatMap(([name, times]) =>
    Array.from({ length: Math.ceil(times) }, () => name),
  );

/**
 * Lets each day happen on a stack, and compares it with what the acts predict.
 * @param acts as they were measured one by one
 */
export const compareDays = async (acts: readonly Act[]): Promise<ComparedDay[]> => {
  const client = await openClient();
  try {
    const scene = createScene(demoPeople.caseworker.id);
    await setClock(client.stack, '2026-10-15T06:30:00.000Z');
    await formGroups(scene, client.send);
    await giveToLeader(client.stack, scene);
    await liveYear(scene, client.send);
    const requests = createActs(scene);
    let answerToPhone: unknown;
    const compared: ComparedDay[] = [];
    for (const day of days) {
      const taken: Taken[] = [];
      const actNames = actNamesOf(day);
      // The evening before, the leader's phone must be up to date. It is the second answer that has nothing new.
      if (actNames.includes('the same on the next day')) {
        const fetchNew = requests['a phone fetches what is new, and nothing is'];
        answerToPhone = await client.send(fetchNew(answerToPhone));
        answerToPhone = await client.send(fetchNew(answerToPhone));
      }
      for (const name of actNames) {
        const request: ActRequest = requests[name](answerToPhone);
        const measured = await client.measure(request);
        taken.push(measured.taken);
        if (request.route === 'GET /api/me/pack') answerToPhone = measured.body;
      }
      const predicted = actNames.flatMap((name) =>
        acts.filter((act) => act.name === name).map((act) => act.taken),
      );
      compared.push({ name: day.name, predicted: sumOfTaken(predicted), counted: sumOfTaken(taken) });
    }
    return compared;
  } finally {
    await client.close();
  }
};
