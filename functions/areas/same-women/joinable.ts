import * as z from 'zod';
import { consentPurposes, otherPurposes, waysOfSaying } from '../../shared/kinds/member-words.ts';
import { answer, withdrawalOf } from '../../shared/services/withdrawn.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import { memberKey } from '../../shared/table/keys/members.ts';
import { comparable } from './comparable.ts';

/** A record that is or was joined to another, as the record of the kept one lists it. */
const joinedEntry = z.object({
  id: z.string(),
  code: z.string(),
  collectiveId: z.string(),
  /** The day on which the member joined her group. */
  joinedOn: z.string(),
  /** The day on which the record was joined to the kept one. */
  on: z.string(),
});

/** What a join and a parting need of a member's record; its other attributes stay as they are. */
export const joinable = z.object({
  ...comparable.shape,
  code: z.string(),
  version: z.int(),
  versionRaisedBy: z.int().optional(),
  collectiveId: z.string(),
  formerCollectives: z.array(z.string()),
  joinedOn: z.string(),
  /** Absent while she is a member. */
  exitedOn: z.string().optional(),
  /** The day of her newest talk with an answer. */
  talkedOn: z.string().optional(),
  movedFrom: z.object({ district: z.string() }).optional(),
  consents: z.array(answer.extend({ createdAt: z.string(), method: z.enum(waysOfSaying) })),
  withdrawnOn: z.string().optional(),
  continues: z.array(z.string()).optional(),
  searchTokens: z.array(z.string()),
  joined: z.array(joinedEntry).optional(),
  joinedTo: z.string().optional(),
  partedFrom: z.array(z.string()).default([]),
});
/** `item`: the record as it is stored, of which a join or a parting changes some attributes. */
export type Joinable = z.infer<typeof joinable> & { readonly item: Item };

/** Both records of a pair, and those that were joined to each before. */
export type PairRecords = {
  readonly kept: Joinable;
  readonly other: Joinable;
  readonly joinedToKept: readonly Joinable[];
  readonly joinedToOther: readonly Joinable[];
};

/** The records of a pair as they are now; undefined if one of the two was erased. */
export const readPairRecords = async (
  table: Pick<Table, 'getMany'>,
  memberIds: readonly string[],
  keptId: string,
): Promise<PairRecords | undefined> => {
  const parse = (items: readonly Item[]): Joinable[] =>
    items.map((item) => ({ ...joinable.parse(item), item }));
  const both = parse(await table.getMany(memberIds.map(memberKey)));
  const kept = both.find(({ id }) => id === keptId);
  const other = both.find(({ id }) => id !== keptId);
  if (kept === undefined || other === undefined) return undefined;
  const known = new Set(memberIds);
  const ids = both.flatMap(({ joined = [] }) => joined.map(({ id }) => id)).filter((id) => !known.has(id));
  const others = parse(await table.getMany([...new Set(ids)].map(memberKey)));
  const joinedTo = ({ joined = [] }: Joinable) =>
    others.filter(({ id }) => joined.some((entry) => entry.id === id));
  const joinedToOther = joinedTo(other);
  // While the pair is joined, the kept record also lists the records that came with the other one.
  const joinedToKept = joinedTo(kept).filter((one) => !joinedToOther.includes(one));
  return { kept, other, joinedToOther, joinedToKept };
};

/** The districts in which a member's search tokens stand: her own, and the one that she moved from last. */
export const districtsOf = ({ district, movedFrom }: Joinable): string[] => [
  ...new Set(movedFrom === undefined ? [district] : [district, movedFrom.district]),
];
export const tokensOf = (records: readonly Joinable[]): string[] => [
  ...new Set(records.flatMap(({ searchTokens }) => searchTokens)),
];

type Consenting = Pick<Joinable, 'code' | 'consents' | 'withdrawnOn'>;

const consentsOfAll = (records: readonly Pick<Joinable, 'consents'>[]) =>
  records
    .flatMap(({ consents }) => consents)
    .toSorted((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt));

const latestAnswer = (
  records: readonly Pick<Joinable, 'consents'>[],
  asked: (typeof consentPurposes)[number],
) => consentsOfAll(records).findLast(({ purpose }) => purpose === asked);

/**
 * What a join would do to the consents of two women. After it, the later answer of the two holds for each purpose.
 * - `withdrawnCodes`, if one of them has withdrawn her consent to the services: the codes of those who have; `joinStops` says whether the services stop.
 * - `resumedConsents`: the other purposes to which one says no, and the other later said yes.
 * @param two each with the consents of all her records
 */
export const withdrawalsOfJoin = (
  two: readonly Consenting[],
): {
  readonly withdrawnCodes?: string[];
  readonly joinStops?: boolean;
  readonly resumedConsents?: (typeof otherPurposes)[number][];
} => {
  const withdrawnCodes = two.flatMap(({ code, withdrawnOn }) => (withdrawnOn === undefined ? [] : [code]));
  const resumedConsents = otherPurposes.filter(
    (purpose) =>
      latestAnswer(two, purpose)?.given === true &&
      two.some((one) => latestAnswer([one], purpose)?.given === false),
  );
  return {
    ...(withdrawnCodes.length === 0
      ? {}
      : { withdrawnCodes: withdrawnCodes.sort(), joinStops: withdrawalOfAll(two).withdrawnOn !== undefined }),
    ...(resumedConsents.length === 0 ? {} : { resumedConsents }),
  };
};

/**
 * The purposes for which a parting turns a no into a yes. While two women are one, the later answer holds, and it is no. Once they are parted, the yes of one
 * woman holds again, because the no was recorded under the other's id. Either woman may have meant the no.
 * @param women the records of each
 */
export const resumedByParting = (
  women: readonly (readonly Pick<Joinable, 'consents'>[])[],
): { readonly resumedConsents?: (typeof consentPurposes)[number][] } => {
  const resumedConsents = consentPurposes.filter(
    (purpose) =>
      latestAnswer(women.flat(), purpose)?.given === false &&
      women.some((records) => latestAnswer(records, purpose)?.given === true),
  );
  return resumedConsents.length === 0 ? {} : { resumedConsents };
};

/** The attributes `withdrawnOn` and `continues` for each record of a woman: they follow from the consents of all her records together. */
export const withdrawalOfAll = (records: readonly Pick<Joinable, 'consents'>[]) =>
  withdrawalOf(consentsOfAll(records));

/** Her withdrawal from the services under any of her records; undefined while it is not in force. */
export const standingWithdrawalOf = (records: readonly Pick<Joinable, 'consents'>[]) => {
  const latest = latestAnswer(records, 'services');
  return latest?.given === false ? latest : undefined;
};
