import { InternalError } from '../errors/errors.ts';

/**
 * The fields that lines of the access log name most, each by a letter: its place in this list after `A`. They stand in stored lines, so a new one is
 * added at the end and none is ever taken out. A field that isn't here is kept by its name.
 */
const lettered = [
  ...['name', 'phone', 'mandal', 'exitReason', 'birthYear', 'gender', 'category', 'district'],
  ...['consents', 'children', 'offices', 'memberId', 'kind', 'status', 'events', 'text', 'talks'],
  ...['savings', 'loans', 'statement', 'attendance', 'entries', 'telephone', 'reason', 'devices'],
  ...['stage', 'entitlement', 'due', 'done', 'step', 'scheme', 'referral', 'outcome', 'amountPaise'],
  ...[
    'proceedingId',
    'applicationId',
    'laws',
    'forum',
    'nextOn',
    'herWord',
    'signs',
    'goTo',
    'call',
    'take',
    'to',
  ],
];
const first = 'A'.charCodeAt(0);
const letterOf = new Map(lettered.map((field, place) => [field, String.fromCharCode(first + place)]));
const fieldOf = new Map([...letterOf].map(([field, letter]) => [letter, field]));

/** Fields as a line stores them: a letter each, or by name if one of them has none. */
export const letterFields = (fields: readonly string[]): string | string[] => {
  const letters = fields.flatMap((field) => letterOf.get(field) ?? []);
  return letters.length === fields.length ? letters.join('') : [...fields];
};

/** The names of fields as stored. @throws if it isn't what `letterFields` made */
export const spellFields = (stored: string | readonly string[]): string[] =>
  typeof stored === 'string'
    ? [...stored].map((letter) => {
        const field = fieldOf.get(letter);
        if (field === undefined) throw new InternalError(`No field has the letter ${letter}.`);
        return field;
      })
    : [...stored];
