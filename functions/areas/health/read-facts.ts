import type { FactName, Facts, Read, ReadFacts } from './facts.ts';

/** How each fact is found out. */
export type Sources = { readonly [Name in FactName]: () => Promise<Facts[Name]> };

/**
 * Reads all facts at once. One that can't be read is `unread`, and the others are read all the same.
 * @param onFailure told which fact could not be read, and why
 */
export const readFacts = async (
  sources: Sources,
  onFailure: (fact: FactName, error: unknown) => void,
): Promise<ReadFacts> => {
  const read = async <Name extends FactName>(name: Name): Promise<Read<Name>> => {
    try {
      return { fact: await sources[name]() };
    } catch (error) {
      onFailure(name, error);
      return 'unread';
    }
  };
  const [backup, seals, month, drill, pack, mail, queues, alarms, phones, version, cost] = await Promise.all([
    read('backup'),
    read('seals'),
    read('month'),
    read('drill'),
    read('pack'),
    read('mail'),
    read('queues'),
    read('alarms'),
    read('phones'),
    read('version'),
    read('cost'),
  ]);
  return { backup, seals, month, drill, pack, mail, queues, alarms, phones, version, cost };
};
