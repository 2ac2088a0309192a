import * as z from 'zod';
import { formatInstant } from '../../functions/domain/calendar.ts';
import { AppError } from '../../functions/domain/errors.ts';
import type { Ids } from '../../functions/domain/ids.ts';
import type { People } from '../../functions/people/repository.ts';
import { lineOfAdding } from '../../functions/people/rules.ts';
import type { PersonInput, StoredPerson } from '../../functions/people/schema.ts';
import type { AllowSignIn } from '../../functions/people/sign-in.ts';
import { makeOneTimePassword } from '../../functions/people/sign-in-words.ts';
import type { Table } from '../../functions/table/client.ts';
import { firstPeopleKey, personList } from '../../functions/table/keys.ts';

/**
 * The first administrator and the first auditor of a stage: whatever needs two persons needs these two, so that nobody could ask for
 * them. Everything that is done may be done again, so that a run which stopped is finished by the next one:
 *
 * 1. The plan: one item with both ids, written once. From then on every run makes the same two people.
 * 2. For each: her record, with her key, her claim and her journal line in one transaction; then her sign-in at the provider; then her
 *    password is shown; then the plan notes that it was. What is not noted is done again, with another password.
 */

export const firstRoles = ['administrator', 'auditor'] as const;
export type FirstRole = (typeof firstRoles)[number];

const storedPlan = z.object({
  ids: z.object({ administrator: z.string(), auditor: z.string() }),
  /** When each was shown her password. */
  administratorGivenAt: z.string().optional(),
  auditorGivenAt: z.string().optional(),
});
type Plan = z.infer<typeof storedPlan>;

const givenAt = { administrator: 'administratorGivenAt', auditor: 'auditorGivenAt' } as const;

export type FirstPerson = {
  readonly role: FirstRole;
  readonly signInName: string;
  readonly password: string;
};

export type FirstPeopleDeps = {
  readonly table: Pick<Table, 'get' | 'query' | 'transact'>;
  readonly people: Pick<People, 'findStored' | 'add'>;
  readonly allowSignIn: AllowSignIn;
  readonly newId: Ids;
  readonly now: () => Date;
  /** What is asked of her, once, before she is recorded. */
  readonly describe: (role: FirstRole) => Promise<Pick<PersonInput, 'name' | 'locale'>>;
  /** Shows a password, which is nowhere else; resolves once it was seen. */
  readonly show: (person: FirstPerson) => Promise<void>;
};

/** Makes them, or finishes what an earlier run began. `refused`, and nothing is changed, where the stage has people already. */
export const makeFirstPeople = async (deps: FirstPeopleDeps): Promise<'made' | 'refused'> => {
  const { table, people, allowSignIn, newId, now, describe, show } = deps;

  const readPlan = async (): Promise<Plan | undefined> => {
    const item = await table.get(firstPeopleKey);
    return item === undefined ? undefined : storedPlan.parse(item);
  };

  const hasPeople = async (): Promise<boolean> =>
    (await table.query({ index: 'gsi1', partition: personList, limit: 1 })).items.length > 0;

  /** The plan of an earlier run, or of one at this same moment, or else a new one; undefined where people were made otherwise. */
  const findOrMakePlan = async (): Promise<Plan | undefined> => {
    const known = await readPlan();
    if (known !== undefined) {
      return known;
    }
    if (await hasPeople()) {
      return undefined;
    }
    const plan: Plan = { ids: { administrator: newId(), auditor: newId() } };
    const failures = await table.transact([
      { put: { ...firstPeopleKey, ...plan }, condition: 'attribute_not_exists(pk)' },
    ]);
    return failures === null ? plan : readPlan();
  };

  const findRecorded = async (id: string): Promise<StoredPerson | undefined> => {
    try {
      return await people.findStored(id);
    } catch (error) {
      if (error instanceof AppError && error.kind === 'not_found') {
        return undefined;
      }
      throw error;
    }
  };

  const recordPerson = async (role: FirstRole, id: string): Promise<void> => {
    const input: PersonInput = { id, role, ...(await describe(role)), collectives: [], districts: [] };
    const at = now();
    const stamp = { createdAt: formatInstant(at), createdBy: 'system', version: 1 };
    const person = { ...input, disabled: false, ...stamp };
    await people.add(person, input, lineOfAdding(person, 'system', at));
  };

  const letIn = async (role: FirstRole, { signInName }: StoredPerson): Promise<void> => {
    const password = makeOneTimePassword();
    await allowSignIn(signInName, password);
    await show({ role, signInName, password });
    await table.transact([
      {
        update: firstPeopleKey,
        set: 'SET #given = :at',
        condition: 'attribute_exists(pk)',
        names: { '#given': givenAt[role] },
        values: { ':at': formatInstant(now()) },
      },
    ]);
  };

  const plan = await findOrMakePlan();
  const missing = firstRoles.filter((role) => plan?.[givenAt[role]] === undefined);
  if (plan === undefined || missing.length === 0) {
    return 'refused';
  }
  for (const role of missing) {
    const id = plan.ids[role];
    if ((await findRecorded(id)) === undefined) {
      await recordPerson(role, id);
    }
    await letIn(role, await people.findStored(id));
  }
  return 'made';
};
