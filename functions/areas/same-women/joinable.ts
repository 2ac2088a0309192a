import * as z from 'zod';
import { consentPurposes, otherPurposes, waysOfSaying } from '../../shared/kinds/member-words.ts';
import { answer, withdrawalOf } from '../../shared/services/withdrawn.ts';
import type { Item, Table } from '../../shared/table/client.ts';
import { memberKey } from '../../shared/table/keys.ts';
import { comparable } from './comparable.ts';

/** A record that is or was joined to another, as the record of the kept one lists it. */
const joinedEntry = z.object({
  id: z.string(),
  code: z.string(),
  collectiveId: z.string(),
  joinedOn: z.string(),
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
  return {
    kept,
    other,
    joinedToOther,
    joinedToKept: joinedTo(kept).filter((one) => !joinedToOther.includes(one)),
  };
};

/** The districts in which a member's search tokens stand: her own, and the one that she moved from last. */
export const districtsOf = ({ district, movedFrom }: Joinable): string[] => [
  ...new Set(movedFrom === undefined ? [district] : [district, movedFrom.district]),
];
export const tokensOf = (records: readonly Joinable[]): string[] => [
  ...new Set(records.flatMap(({ searchTokens }) => searchTokens)),
];

type Consenting = Pick<Joinable, 'code' | 'consents' | 'withdrawnOn'>;

/**
 * What a join would do to consents, since the later answer of both holds: to the consent to the services if one of two women has withdrawn hers; and
 * to which other purposes one says no, and the other later said yes (`resumedConsents`).
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
 * To which purposes one of two women who are parted says yes again, who said no while they were one. The no came under the other's id, and either woman may
 * have meant it.
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

/** What each record of a woman is to say of her consent to the services: that of the one history of consents of them all. */
export const withdrawalOfAll = (records: readonly Pick<Joinable, 'consents'>[]) =>
  withdrawalOf(consentsOfAll(records));

const consentsOfAll = (records: readonly Pick<Joinable, 'consents'>[]) =>
  records
    .flatMap(({ consents }) => consents)
    .toSorted((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt));

const latestAnswer = (
  records: readonly Pick<Joinable, 'consents'>[],
  asked: (typeof consentPurposes)[number],
) => consentsOfAll(records).findLast(({ purpose }) => purpose === asked);

/** Her withdrawal from the services under any of her records; undefined while it is not in force. */
export const standingWithdrawalOf = (records: readonly Pick<Joinable, 'consents'>[]) => {
  const latest = latestAnswer(records, 'services');
  return latest?.given === false ? latest : undefined;
};
