import * as z from 'zod';
import { clientId, date, district, month, page, stamp } from '../domain/fields.ts';
import { containsAadhaar, containsIndianPhone } from '../domain/identity-numbers.ts';
import { noPhone, openLine } from '../screening/tripwire.ts';
import { readAddress } from '../screening/web-address.ts';

const mostUrlCharacters = 2000;

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

/** An address as it was written, and as a person reads it. */
const readingsOf = (url: string): string[] => [url, readAddress(url)];

/** The address of a story on the web, `http` or `https`, without a name and password in it. */
const webAddress = z
  .string()
  .max(mostUrlCharacters)
  .meta({ format: 'uri', pattern: '^[Hh][Tt][Tt][Pp][Ss]?://' })
  .refine(isWebAddress, 'Write an address that begins with https:// or http://.')
  .refine((url) => !readingsOf(url).some(containsAadhaar), {
    error: 'This looks like an Aadhaar number, which must not be kept. Take it out.',
    params: { code: 'invalid_aadhaar' },
    // One that could be a telephone number too is called what is worse.
    abort: true,
  })
  .refine((url) => !readingsOf(url).some(containsIndianPhone), noPhone);

/** Work that changes the public story: with journalists, the police, leaders and those who decide. */
export const outreachInput = z.strictObject({
  id: clientId,
  kind: z.enum([
    'media_sensitisation',
    'media_story',
    'police_orientation',
    'leadership_training',
    'advocacy',
  ]),
  on: date,
  mode: z.enum(['in_person', 'online']),
  district,
  /** How many people took part; no names. */
  participants: z.int().min(0).max(1_000_000),
  title: openLine.optional(),
  /** The newspaper, station or site that a story appeared in. */
  outlet: openLine.optional(),
  url: webAddress.optional(),
});
export type OutreachInput = z.infer<typeof outreachInput>;

/** Takes outreach back: it counts no more. The reason can be read beside it, as its title can. */
export const reversalInput = z.strictObject({ id: clientId, reason: openLine });
export type ReversalInput = z.infer<typeof reversalInput>;

export const outreach = outreachInput
  .extend({
    title: z.string().optional(),
    outlet: z.string().optional(),
    url: z.string().optional(),
    ...stamp,
    reversed: z
      .object({ id: z.string(), at: z.iso.datetime(), by: z.string(), reason: z.string() })
      .optional(),
  })
  .strip();
export type Outreach = z.infer<typeof outreach>;

export const outreachQuery = z.strictObject({ month: month.optional(), ...page });
