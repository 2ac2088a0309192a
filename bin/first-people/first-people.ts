import * as z from 'zod';
import type { AllowSignIn } from '../../functions/areas/people/cognito-sign-in.ts';
import { personAddedLine } from '../../functions/areas/people/person-added-line.ts';
import type { NamingRecords } from '../../functions/areas/people/person-writes.ts';
import { makeOneTimePassword } from '../../functions/areas/people/random-names-and-passwords.ts';
import { findStoredPerson } from '../../functions/areas/people/read-people.ts';
import { addPerson } from '../../functions/areas/people/repository.ts';
import type { PersonInput, StoredPerson } from '../../functions/areas/people/schema.ts';
import { formatInstant } from '../../functions/shared/calendar/calendar.ts';
import { AppError } from '../../functions/shared/errors/errors.ts';
import type { Ids } from '../../functions/shared/fields/ids.ts';
import { bindUser } from '../../functions/shared/sign-ins/way-in.ts';
import type { Table } from '../../functions/shared/table/client.ts';
import { firstPeopleKey, personList } from '../../functions/shared/table/keys/people.ts';

/**
 * How the first administrator and the first auditor of a stage are made: the API would need two people to add either, and there is nobody
 * yet. Every step can be repeated, so the next run finishes a run that stopped:
 *
 * 1. Write the plan: one item with both ids, written once, so every run makes the same two people.
 * 2. For each of them, write her record, key, journal line and the claim on her id in one transaction; create her user at the provider;
 *    make that user her only way in; show her password; write into the plan that it was shown. If a run stops before that, the next run
 *    sets and shows another password of the same user.
 */

export const firstRoles = ['administrator', 'auditor'] as const;
export type FirstRole = (typeof firstRoles)[number];

const storedPlan = z.object({
  ids: z.object({ administrator: z.string(), auditor: z.string() }),
  /** When each password was shown; missing until then. */
  administratorGivenAt: z.string().optional(),
  auditorGivenAt: z.string().optional(),
});
type Plan = z.infer<typeof storedPlan>;

/** The plan's attribute that says when each role's password was shown. */
const shownAtAttributeOf = { administrator: 'administratorGivenAt', auditor: 'auditorGivenAt' } as const;

export type FirstPerson = {
  readonly role: FirstRole;
  readonly signInName: string;
  readonly password: string;
};

export type FirstPeopleDeps = NamingRecords & {
  readonly allowSignIn: AllowSignIn;
  /** The id (`sub`) of the provider's user with a sign-in name. */
  readonly readUserId: (signInName: string) => Promise<string>;
  readonly newId: Ids;
  readonly now: () => Date;
  /** Asks for a person's name and language before she is recorded. */
  readonly describe: (role: FirstRole) => Promise<Pick<PersonInput, 'name' | 'locale'>>;
  /** Shows a password, which is stored nowhere; resolves once somebody has confirmed reading it. */
  readonly show: (person: FirstPerson) => Promise<void>;
};

const readPlan = async (table: Table): Promise<Plan | undefined> => {
  const item = await table.get(firstPeopleKey);
  return item === undefined ? undefined : storedPlan.parse(item);
};

const hasPeople = async (table: Table): Promise<boolean> =>
  (await table.query({ index: 'gsi1', partition: personList, limit: 1 })).items.length > 0;

/** The plan of an earlier or concurrent run, or a new plan; undefined if the stage has people without a plan. */
const findOrMakePlan = async (table: Table, newId: Ids): Promise<Plan | undefined> => {
  const existing = await readPlan(table);
  if (existing !== undefined) return existing;
  if (await hasPeople(table)) return undefined;
  const plan: Plan = { ids: { administrator: newId(), auditor: newId() } };
  const failures = await table.transact([
    { put: { ...firstPeopleKey, ...plan }, condition: 'attribute_not_exists(pk)' },
  ]);
  // If another run wrote a plan at the same time, that one counts.
  return failures === null ? plan : readPlan(table);
};

/** A person of the plan; undefined if she is not recorded yet. */
const findRecorded = async (table: Table, id: string): Promise<StoredPerson | undefined> => {
  try {
    return await findStoredPerson(table, id);
  } catch (error) {
    if (error instanceof AppError && error.kind === 'not_found') return undefined;
    throw error;
  }
};

/**
 * Makes the first administrator and the first auditor of a stage, or finishes an earlier run.
 * @returns `refused` if the stage has people already; then nothing was changed
 */
export const makeFirstPeople = async (deps: FirstPeopleDeps): Promise<'made' | 'refused'> => {
  const { table, allowSignIn, readUserId, newId, now, describe, show } = deps;

  const recordPerson = async (role: FirstRole, id: string): Promise<void> => {
    const input: PersonInput = { id, role, ...(await describe(role)), collectives: [], districts: [] };
    const at = now();
    const stamp = { createdAt: formatInstant(at), createdBy: 'system', version: 1 };
    const person = { ...input, disabled: false, ...stamp };
    await addPerson(deps, person, input, personAddedLine(person, 'system', at));
  };

  /** Gives her a sign-in, makes it her only way in, shows her password, and writes into the plan that it was shown. */
  const giveSignIn = async (role: FirstRole, { signInName }: StoredPerson): Promise<void> => {
    const password = makeOneTimePassword();
    // The user stays if an earlier run made it, so runs that meet bind the same one.
    await allowSignIn(signInName, password);
    // It notes no maker of the password: both come from one run, and two people of one maker could not decide for each other.
    await table.transact([bindUser(signInName, await readUserId(signInName))]);
    await show({ role, signInName, password });
    await table.transact([
      {
        update: firstPeopleKey,
        set: 'SET #given = :at',
        condition: 'attribute_exists(pk)',
        names: { '#given': shownAtAttributeOf[role] },
        values: { ':at': formatInstant(now()) },
      },
    ]);
  };

  const plan = await findOrMakePlan(table, newId);
  const rolesToDo = firstRoles.filter((role) => plan?.[shownAtAttributeOf[role]] === undefined);
  // A finished plan is refused too: the stage has its first people.
  if (plan === undefined || rolesToDo.length === 0) {
    return 'refused';
  }
  for (const role of rolesToDo) {
    const id = plan.ids[role];
    if ((await findRecorded(table, id)) === undefined) {
      await recordPerson(role, id);
    }
    await giveSignIn(role, await findStoredPerson(table, id));
  }
  return 'made';
};
