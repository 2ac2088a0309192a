import * as z from 'zod';
import { changeable, type Fields, madeByServer, stampOf } from '../../shared/definition/define.ts';
import { clientId, district, personName, phone } from '../../shared/fields/fields.ts';
import { locales } from '../../shared/reach/caller.ts';
import { roles } from '../../shared/reach/roles.ts';
import { inKnownScripts } from '../../shared/screening/plaintext-fields.ts';

/**
 * The transaction that writes a person checks each collective; eight of its hundred items are the claim, the
 * person, her key, her sign-in name, her way in, her record as a member, the administrator's count and the journal line.
 */
const maxCollectives = 92;
/** Andhra Pradesh has fewer, the former ones among them, and each is named once. */
const maxDistricts = 60;

/** A list without duplicates. */
const eachOnce = <T extends z.ZodArray<z.ZodType<string>>>(list: T) =>
  list
    .refine((values) => new Set(values).size === values.length, 'Name each of them once.')
    .meta({ uniqueItems: true });

/** A person who works with the system. A field that is not `kept: 'open'` is encrypted with a key of her own. */
export const personFields = {
  id: { is: clientId, shown: z.string(), kept: 'open', told: 'listed', sent: 'once' },
  /** The two words that she types to sign in, such as `riverlamp`. They say nothing about her and can be read out by telephone. */
  signInName: { is: z.string(), ...madeByServer },
  name: { is: inKnownScripts(personName), told: 'listed', sent: 'changes' },
  /** By which the desk reaches a leader. */
  telephone: { is: phone, told: 'listed', sent: 'changes', optional: true },
  role: { is: z.enum(roles), ...changeable },
  locale: { is: z.enum(locales), ...changeable },
  /** The collectives that a leader leads. */
  collectives: {
    is: eachOnce(z.array(clientId).max(maxCollectives)),
    shown: z.array(clientId),
    ...changeable,
  },
  /** The districts whose members a caseworker may read, and of an area coordinator all that she reaches. */
  districts: {
    is: eachOnce(z.array(district).max(maxDistricts)),
    shown: z.array(district),
    ...changeable,
  },
  disabled: { is: z.boolean(), ...changeable },
  /** The member that a leader is herself, so that her phone shows her own savings and debt. */
  memberId: { is: z.uuid(), ...changeable, optional: true },
  /** When her name was changed last, and by whom; missing if it never was. */
  nameChangedAt: { is: z.iso.datetime(), ...madeByServer, optional: true },
  nameChangedBy: { is: z.string(), ...madeByServer, optional: true },
  ...stampOf('listed'),
  /** By which others are found whose names are alike (name-tokens.ts). */
  nameTokens: { is: z.array(z.string()).default([]), kept: 'open', told: 'nobody', keyed: true },
} as const satisfies Fields;
