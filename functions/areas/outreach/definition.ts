import * as z from 'zod';
import { type Fields, madeByServer, openText, sentOnce, stampOf } from '../../shared/definition/define.ts';
import {
  clientId,
  date,
  district,
  hasReadableLetters,
  readsInOrder,
  unreadableLetters,
} from '../../shared/fields/fields.ts';
import { outreachKinds, outreachModes, rosterRoles } from '../../shared/kinds/outreach-words.ts';
import {
  isInKnownScripts,
  phoneForbidden,
  plaintextLine,
  unknownScripts,
} from '../../shared/screening/plaintext-fields.ts';
import { readAddress } from '../../shared/screening/web-address.ts';
import { containsAadhaar, containsIndianPhone } from '../../shared/text/aadhaar-and-phone-numbers.ts';

const maxUrlCharacters = 2000;

const isWebAddress = (text: string): boolean => {
  const url = URL.parse(text);
  return (
    url !== null &&
    /^https?:\/\//i.test(text) &&
    url.username === '' &&
    url.password === '' &&
    text.isWellFormed() &&
    readsInOrder(text) &&
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
  .refine((url) => !formsOf(url).some(containsIndianPhone), phoneForbidden)
  .refine((url) => isInKnownScripts(readAddress(url)), unknownScripts);

export const participation = z.strictObject({
  memberId: clientId,
  role: z.enum(rosterRoles),
});

/** A text that lies open, since outreach is public work and about nobody: names and numbers in it are refused. */
const publicLine = { ...openText(plaintextLine), told: 'listed' } as const;

/** Public work: with journalists, the police, leaders and decision makers. Nobody's key encrypts anything of it, so every field must be open. */
export const outreachFields = {
  id: { is: clientId, ...sentOnce },
  kind: { is: z.enum(outreachKinds), ...sentOnce },
  on: { is: date, ...sentOnce },
  mode: { is: z.enum(outreachModes), ...sentOnce },
  district: { is: district, ...sentOnce },
  /** The number of participants; no names. */
  participants: { is: z.int().min(0).max(1_000_000), ...sentOnce },
  title: { ...publicLine, sent: 'once', optional: true },
  /** The newspaper, station or site of a story. */
  outlet: { ...publicLine, sent: 'once', optional: true },
  url: { ...openText(webAddress), told: 'listed', sent: 'once', optional: true },
  ...stampOf('listed'),
  /** The newest roster; left out until there is one. */
  roster: {
    one: { participants: { is: z.array(participation), ...madeByServer } },
    told: 'listed',
    optional: true,
  },
  /** The reversal of the outreach, which then no longer counts. The reason is shown beside the outreach. */
  reversed: {
    one: {
      id: { is: z.string(), ...madeByServer },
      at: { is: z.iso.datetime(), ...madeByServer },
      by: { is: z.string(), ...madeByServer },
      reason: publicLine,
    },
    told: 'listed',
    optional: true,
  },
} as const satisfies Fields;
