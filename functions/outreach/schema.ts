import * as z from 'zod';
import { containsAadhaar, containsIndianPhone } from '../domain/aadhaar-and-phone-numbers.ts';
import {
  clientId,
  date,
  district,
  hasReadableLetters,
  month,
  stamp,
  unreadableLetters,
} from '../domain/fields.ts';
import { outreachKinds, outreachModes, rosterRoles } from '../domain/outreach-words.ts';
import { page } from '../domain/page-schema.ts';
import { phoneForbidden, plaintextLine } from '../screening/plaintext-fields.ts';
import { readAddress } from '../screening/web-address.ts';

const maxUrlCharacters = 2000;

const isWebAddress = (text: string): boolean => {
  const url = URL.parse(text);
  return (
    url !== null &&
    /^https?:\/\//i.test(text) &&
    url.username === '' &&
    url.password === '' &&
    text.isWellFormed() &&
    !/[\s\p{Cc}]/u.test(text)
  );
};

/** A web address in both forms in which a number could be read: as written, and decoded. */
const formsOf = (url: string): string[] => [url, readAddress(url)];

/** The web address of a story: `http` or `https`, without credentials. */
const webAddress = z
  .string()
  .max(maxUrlCharacters)
  .meta({ format: 'uri', pattern: '^[Hh][Tt][Tt][Pp][Ss]?://' })
  .refine(isWebAddress, 'Write an address that begins with https:// or http://.')
  .refine(hasReadableLetters, unreadableLetters)
  .refine((url) => !formsOf(url).some(containsAadhaar), {
    error: 'This looks like an Aadhaar number, which must not be kept. Take it out.',
    params: { code: 'invalid_aadhaar' },
    // If it could be both, report the Aadhaar number.
    abort: true,
  })
  .refine((url) => !formsOf(url).some(containsIndianPhone), phoneForbidden);

/** Public work: with journalists, the police, leaders and decision makers. */
export const outreachInput = z.strictObject({
  id: clientId,
  kind: z.enum(outreachKinds),
  on: date,
  mode: z.enum(outreachModes),
  district,
  /** The number of participants; no names. */
  participants: z.int().min(0).max(1_000_000),
  title: plaintextLine.optional(),
  /** The newspaper, station or site of a story. */
  outlet: plaintextLine.optional(),
  url: webAddress.optional(),
});
export type OutreachInput = z.infer<typeof outreachInput>;

/** A reversal of outreach, which then stops counting. The reason is shown beside it. */
export const reversalInput = z.strictObject({ id: clientId, reason: plaintextLine });
export type ReversalInput = z.infer<typeof reversalInput>;

const participation = z.strictObject({
  memberId: clientId,
  role: z.enum(rosterRoles),
});

/** The roster of outreach: the members among the participants, all of them, in place of an earlier roster. */
export const rosterInput = z.strictObject({
  participants: z
    .array(participation)
    .max(100)
    .superRefine((rows, context) => {
      const seen = new Set<string>();
      for (const [index, { memberId }] of rows.entries()) {
        if (seen.has(memberId)) {
          context.addIssue({ code: 'custom', path: [index, 'memberId'], message: 'Name each once.' });
        }
        seen.add(memberId);
      }
    }),
});
export type RosterInput = z.infer<typeof rosterInput>;

export const outreach = outreachInput
  .extend({
    title: z.string().optional(),
    outlet: z.string().optional(),
    url: z.string().optional(),
    ...stamp,
    /** The newest roster; left out until there is one. */
    roster: z.object({ participants: z.array(participation) }).optional(),
    reversed: z
      .object({ id: z.string(), at: z.iso.datetime(), by: z.string(), reason: z.string() })
      .optional(),
  })
  .strip();
export type Outreach = z.infer<typeof outreach>;

export const outreachQuery = z.strictObject({
  month: month.optional(),
  memberId: clientId.optional(),
  ...page,
});
