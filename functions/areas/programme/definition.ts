import { type Fields, openText, sentOnce, stampOf } from '../../shared/definition/define.ts';
import { clientId, month } from '../../shared/fields/fields.ts';
import { plaintextLine } from '../../shared/screening/plaintext-fields.ts';

/** A name that is published. */
const publishedName = { ...openText(plaintextLine), ...sentOnce } as const;

/** What the programme and those who carry it are called, from a month on. It is published with every month, so every field must be open. */
export const termsFields = {
  id: { is: clientId, ...sentOnce },
  /** The first month of which the names are true; it may lie ahead. */
  from: { is: month, ...sentOnce },
  name: { ...publishedName },
  implementer: { ...publishedName },
  forum: {
    ...publishedName,
    is: plaintextLine.describe('The forum of survivors.'),
    shown: publishedName.shown.describe('The forum of survivors.'),
  },
  funder: { ...publishedName },
  state: {
    ...publishedName,
    is: plaintextLine.describe('The state of India.'),
    shown: publishedName.shown.describe('The state of India.'),
  },
  ...stampOf('listed'),
} as const satisfies Fields;
