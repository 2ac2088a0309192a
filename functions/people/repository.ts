import { record } from '../journal/append.ts';
import type { JournalLineOf } from '../journal/line.ts';
import { canonicalJson } from '../platform/canonical-json.ts';
import type { Place as PagePlace } from '../platform/cursor.ts';
import { type AppError, notFound, refused } from '../platform/errors.ts';
import { placeOf } from '../platform/vault/place.ts';
import type { Vault } from '../platform/vault.ts';
import { pendSignIn } from '../sign-ins/settle.ts';
import type { Item, Table, Write } from '../table/client.ts';
import { collectiveKey, personKey, personList, personListPlace } from '../table/keys.ts';
import { type Person, type StoredPerson, storedPerson } from './schema.ts';

export type People = ReturnType<typeof createPeople>;

const nameOf = (id: string) => placeOf(personKey(id), 'name');

/** A leader's collectives must exist; those that she had before were checked when they were given. */
const collectivesExist = (ids: readonly string[], before: readonly string[] = []): Write[] =>
  ids.flatMap((id, index): Write[] =>
    before.includes(id)
      ? []
      : [
          {
            check: collectiveKey(id),
            condition: 'attribute_exists(pk)',
            refusal: () =>
              refused('unknown_collective', 'There is no such collective.', `collectives.${index}`),
          },
        ],
  );

export const createPeople = (table: Table, vault: Vault) => {
  const open = async (stored: readonly StoredPerson[]): Promise<Person[]> => {
    const named = stored.filter(({ name }) => name !== undefined);
    const names = await vault.openMany(
      named.map(({ id, name = '' }) => ({ owner: 'organisation', place: nameOf(id), sealed: name })),
    );
    const byId = new Map(named.map(({ id }, index) => [id, names[index] ?? '']));
    return stored.map((person) => ({ ...person, name: byId.get(person.id) ?? '' }));
  };

  const openOne = async (item: Item): Promise<Person> => {
    const stored = storedPerson.parse(item);
    const { name } = stored;
    return {
      ...stored,
      name: name === undefined ? '' : ((await vault.open('organisation', nameOf(stored.id), name)) ?? ''),
    };
  };

  const seal = async (person: Person): Promise<Item> => ({
    ...person,
    name: await vault.seal('organisation', nameOf(person.id), person.name),
    ...personKey(person.id),
    ...personListPlace(person.id),
  });

  const find = async (id: string): Promise<Person> => {
    const item = await table.get(personKey(id));
    if (item === undefined) {
      throw notFound();
    }
    return openOne(item);
  };

  return {
    find,

    add: async (
      person: Person,
      content: unknown,
      line: JournalLineOf<'person_added'>,
    ): Promise<'created' | 'repeated'> => {
      const outcome = await record(table, {
        claim: {
          id: person.id,
          fingerprint: await vault.fingerprint(canonicalJson(content)),
          record: personKey(person.id),
          concerns: null,
        },
        writes: [{ put: await seal(person) }, ...collectivesExist(person.collectives)],
        line,
      });
      return outcome === 'written' ? 'created' : 'repeated';
    },

    /**
     * `stale`, with the person as she is, where it is no longer the version before `person`.
     * @throws AppError `unknown_collective`, or `refusal`
     */
    change: async (
      person: Person,
      before: Person,
      line: JournalLineOf<'person_changed'>,
      refusal: AppError | undefined,
    ): Promise<'written' | { readonly stale: Person }> => {
      const outcome = await record(table, {
        refusal,
        optimistic: [
          { put: await seal(person), condition: 'version = :seen', values: { ':seen': before.version } },
        ],
        writes: [
          ...collectivesExist(person.collectives, before.collectives),
          ...(person.disabled === before.disabled ? [] : [pendSignIn(person.id, line.id)]),
        ],
        line,
      });
      if (outcome === 'written' || 'repeated' in outcome) {
        return 'written';
      }
      if (outcome.stale === undefined) {
        throw notFound();
      }
      return { stale: await openOne(outcome.stale) };
    },

    /** Writes down that she was given a new password. */
    noteNewPassword: async (line: JournalLineOf<'person_changed'>): Promise<void> => {
      await record(table, { writes: [], line });
    },

    /**
     * A page of the people, in the order in which their ids were made.
     * @param isWanted of the others no name is opened, and the page holds the fewer
     */
    list: async (
      limit: number,
      after: PagePlace | undefined,
      isWanted: (person: StoredPerson) => boolean = () => true,
    ) => {
      const { items, next } = await table.query({
        index: 'gsi1',
        partition: personList,
        limit,
        ...(after === undefined ? {} : { after }),
      });
      return { items: await open(items.map((item) => storedPerson.parse(item)).filter(isWanted)), next };
    },
  };
};
