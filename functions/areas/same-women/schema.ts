import * as z from 'zod';
import { clientId, line } from '../../shared/fields/fields.ts';
import { page } from '../../shared/fields/page-schema.ts';
import { otherPurposes } from '../../shared/kinds/member-words.ts';
import { reasons } from '../../shared/names/likely-same.ts';
import { encryptedText } from '../../shared/vault/encrypted-text.ts';

/**
 * `open`: nobody decided; `asked`: a second person is to say whether they are one woman's; `different`: they were told apart; `joined`: they are one
 * woman's; `parted`: they were, and are two women's again.
 */
export const pairStates = ['open', 'asked', 'different', 'joined', 'parted'] as const;
export type PairState = (typeof pairStates)[number];

/** Two records of members that may be one woman's. */
const pairFields = {
  id: z.uuid(),
  /** The one that was recorded first, then the other. */
  memberIds: z.tuple([z.uuid(), z.uuid()]),
  /** All that agree; none if somebody named the two by hand and nothing does. */
  because: z.array(z.enum(reasons)),
  state: z.enum(pairStates),
  raisedAt: z.iso.datetime(),
  /** How many more women of the other's district were like her when this was raised, with whom no pair was. */
  moreAlike: z.int().optional(),
  /** The record under which she stands, if the two are to be joined, are, or were. */
  keptId: z.uuid().optional(),
  decidedAt: z.iso.datetime().optional(),
  decidedBy: z.uuid().optional(),
};

export const storedPair = z.object({
  ...pairFields,
  /** The approval that waits: of a join (`asked`) or of its parting (`joined`). */
  approvalId: z.string().optional(),
  /** Why the two are to be parted, encrypted with the key of the kept record. */
  reason: encryptedText.optional(),
  /** Somebody named the two by hand: they are a pair whatever their records say. */
  isNamed: z.literal(true).optional(),
});
export type StoredPair = z.infer<typeof storedPair>;

const holding = z.object({ savingsPaise: z.int(), loansOutstandingPaise: z.int() });

export const pair = z.object({
  ...pairFields,
  codes: z.tuple([z.string(), z.string()]),
  collectiveIds: z.tuple([z.uuid(), z.uuid()]),
  birthYears: z.tuple([z.int(), z.int()]).describe('Their years of birth, in the same order.'),
  joinedOn: z
    .tuple([z.iso.date(), z.iso.date()])
    .describe('The days on which they joined, in the same order.'),
  holdings: z
    .tuple([holding, holding])
    .describe('What each has with her collective, which a join would bring together; in the same order.'),
  /** If one of the two has withdrawn her consent to the services: the codes of those who have, and whether the services stop for both if they are joined. */
  withdrawnCodes: z.array(z.string()).optional(),
  joinStops: z.boolean().optional(),
  resumedConsents: z.array(z.enum(otherPurposes)).optional(),
  reason: z
    .string()
    .optional()
    .describe(
      'Why the two are to be parted, while that waits for a second person; left out if she was erased.',
    ),
});
export type Pair = z.infer<typeof pair>;

export const pairQuery = z.strictObject({
  id: clientId.optional().describe('That pair alone, whatever its state.'),
  state: z.enum(pairStates).optional(),
  ...page,
});
export const pairInput = z.strictObject({ id: clientId, memberIds: z.tuple([z.uuid(), z.uuid()]) });
export type PairInput = z.infer<typeof pairInput>;
export const decisionInput = z.discriminatedUnion('decision', [
  z.strictObject({ id: clientId, decision: z.literal('different') }),
  z.strictObject({ id: clientId, decision: z.literal('same'), keptId: z.uuid() }),
]);
export const partingInput = z.strictObject({ id: clientId, reason: line });
export type PartingInput = z.infer<typeof partingInput>;
export type DecisionInput = z.infer<typeof decisionInput>;
