import { createHash, hash } from 'node:crypto';
import * as z from 'zod';
import type { Said } from '../disclosure/publication-history.ts';
import { canonicalJson } from '../domain/canonical-json.ts';
import { districtNames } from '../domain/districts.ts';
import { hashCatalogue, type Indicator } from '../indicators/catalogue.ts';
import { type CollectiveFacts, newCollective } from '../indicators/collective.ts';
import type { CountingPlan } from '../indicators/counting-plan.ts';
import { settledTotals } from '../indicators/fold.ts';
import type { FoldedJournal } from '../indicators/folded-journal.ts';
import { digestOf, journalChain } from '../indicators/journal-digest.ts';
import { drawTogether, type MemberFacts, newMember } from '../indicators/member.ts';
import { monthNumber } from '../indicators/months.ts';
import { createSubjects, sealSubjects } from '../indicators/subjects.ts';
import type { Totals } from '../indicators/totals.ts';
import { ageBands } from '../journal/line.ts';

/**
 * What a compile leaves for the next one, so that it need not read history again: the folded journal, and what was published.
 * Both are only a saving: whatever is damaged, or was made by other rules, is not used, and made again from the journal.
 *
 * Each begins with a line that is the SHA-256 of all that follows. The folded journal goes on with a line of JSON and the
 * documents of members and collectives, a line each, which stay text until they are needed.
 */

/** Raise the number with any change of what the documents and totals hold or how they are counted. */
const foldSchema = 'leadership-next/fold/6';
const saidSchema = 'leadership-next/said/2';

/**
 * What grows with the years is taken as it was sealed: the hash says that these are the bytes that `sealFold` and `sealSaid` wrote, and
 * the schema's name in which form. To look at each number again would cost more than to calculate with it.
 */
const asSealed = <T>() => z.custom<T>((value) => typeof value === 'object' && value !== null);

const foldHeader = z.object({
  schema: z.literal(foldSchema),
  rules: z.string(),
  cutoff: z.string(),
  journal: journalChain,
  targets: z.record(
    z.string(),
    z.array(z.object({ recordedAt: z.string(), targets: z.record(z.string(), z.int()) })),
  ),
  totals: asSealed<Record<string, [month: number, amount: number][]>>(),
  /** Lengths in bytes. */
  members: z.int(),
  collectives: z.int(),
});

const saidFile = z.object({ schema: z.literal(saidSchema), said: asSealed<Said>() });

/** What the numbers in a state depend on beside the journal. */
const rulesOf = (catalogue: readonly Indicator[]): string =>
  hash('sha256', canonicalJson({ catalogue: hashCatalogue(catalogue), districtNames, ageBands }), 'hex');

const newline = Buffer.from('\n');

/** @param content in pieces */
const seal = (content: readonly Buffer[]): Buffer => {
  const digest = content.reduce((sum, piece) => sum.update(piece), createHash('sha256')).digest('hex');
  return Buffer.concat([Buffer.from(`${digest}\n`), ...content]);
};

const lengthOf = (pieces: readonly Buffer[]): number => pieces.reduce((sum, { length }) => sum + length, 0);

/** The content, or null where it is not what was sealed. */
const unseal = (bytes: Buffer): Buffer | null => {
  const end = bytes.indexOf(newline);
  const content = bytes.subarray(end + 1);
  return end !== -1 && bytes.toString('utf8', 0, end) === hash('sha256', content, 'hex') ? content : null;
};

const listTotals = (totals: Totals): Record<string, [month: number, amount: number][]> =>
  Object.fromEntries(
    [...totals].map(([name, series]) => [
      name,
      [...series].filter(([, amount]) => amount !== 0).sort(([a], [b]) => a - b),
    ]),
  );

/**
 * So many months before a cutoff are kept one by one. A line that is recorded later than that after its date lets the journal be
 * folded from its first line: a rarity, where a year's accounts are closed by then.
 */
const monthsKept = 13;

/**
 * @param kept how many months before the cutoff are kept one by one
 * @throws where nothing was folded yet.
 */
export const sealFold = (
  catalogue: readonly Indicator[],
  plan: CountingPlan,
  { state, chain, cutoff }: FoldedJournal,
  kept = monthsKept,
): Buffer => {
  const totals = settledTotals(plan, state);
  const since = monthNumber(z.string().parse(cutoff)) - kept;
  const members = sealSubjects(state.members, (member) => drawTogether(member, since));
  const collectives = sealSubjects(state.collectives, (collective) => collective);
  const header: z.infer<typeof foldHeader> = {
    schema: foldSchema,
    rules: rulesOf(catalogue),
    cutoff: z.string().parse(cutoff),
    journal: chain,
    targets: Object.fromEntries([...state.targets].map(([year, sets]) => [year, [...sets]])),
    totals: listTotals(totals),
    members: lengthOf(members),
    collectives: lengthOf(collectives),
  };
  return seal([Buffer.from(JSON.stringify(header)), newline, ...members, ...collectives]);
};

/** The folded journal, or null where the bytes are damaged or were made by other rules. */
export const unsealFold = (catalogue: readonly Indicator[], bytes: Buffer): FoldedJournal | null => {
  const content = unseal(bytes);
  if (content === null) {
    return null;
  }
  const end = content.indexOf(newline);
  const header = foldHeader.safeParse(JSON.parse(content.toString('utf8', 0, end)));
  if (!header.success || header.data.rules !== rulesOf(catalogue)) {
    return null;
  }
  const { cutoff, journal, targets, totals, members, collectives } = header.data;
  const membersStart = end + 1;
  const collectivesStart = membersStart + members;
  return {
    cutoff,
    chain: journal,
    digest: digestOf(journal),
    state: {
      members: createSubjects(
        newMember,
        asSealed<MemberFacts>().parse,
        content.subarray(membersStart, collectivesStart),
      ),
      collectives: createSubjects(
        newCollective,
        asSealed<CollectiveFacts>().parse,
        content.subarray(collectivesStart, collectivesStart + collectives),
      ),
      targets: new Map(Object.entries(targets)),
      totals: new Map(Object.entries(totals).map(([name, amounts]) => [name, new Map(amounts)])),
    },
  };
};

export const sealSaid = (said: Said): Buffer =>
  seal([Buffer.from(`${JSON.stringify({ schema: saidSchema, said })}\n`)]);

/** What was published, or null where the bytes are damaged or in another form. */
export const unsealSaid = (bytes: Buffer): Said | null => {
  const content = unseal(bytes);
  const file = content === null ? undefined : saidFile.safeParse(JSON.parse(content.toString('utf8')));
  return file?.success ? file.data.said : null;
};
