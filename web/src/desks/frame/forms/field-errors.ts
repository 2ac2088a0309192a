/**
 * Translates the API's English error messages for fields. The patterns match messages written in `functions`; the test of
 * this file checks them against the schemas there.
 */

const keysByMessage = [
  [/^This field is missing\.$|^Write something here\.$/, 'field.missing'],
  [/^This date has not come yet\.$/, 'field.future'],
  [/^Write a date that exists/, 'field.date'],
  [/^Write a month as /, 'field.month'],
  [/^Write at most (?<max>\d+) characters\.$/, 'field.characters'],
  [/^This text has characters that cannot be kept\.$/, 'field.kept'],
  [/^This looks like an Aadhaar number/, 'code.invalid_aadhaar'],
  [/^This looks like a telephone number/, 'field.noPhone'],
  [/^Write a telephone number in digits\.$/, 'field.phone'],
  [/^Write an amount above ₹0\.$/, 'field.amount'],
  [/^Write no amount below ₹0\.$/, 'field.amountOrNothing'],
  [/^Write at most ₹(?<max>[\d,]+)\.$/, 'field.rupees'],
  [/^Write the name of a district of Andhra Pradesh\.$|^Invalid option/, 'field.choose'],
  [/^Write the code of a case/, 'field.caseCode'],
  [/^An outcome goes with closing a case\.$/, 'field.outcome'],
  [/^This lies beyond your reach, or does not exist\.$/, 'refused.missing'],
  [/^No more is outstanding than was lent\.$/, 'field.moreThanLent'],
  [/^This is later than the opening\.$/, 'field.afterOpening'],
  [/^A plan has the number of instalments/, 'field.plan'],
  [/^Name (?:each|each of them) once\.$/, 'field.once'],
  // Zod's own messages: `Too big: expected string to have <=5 characters`.
  [/^Too big: expected \w+ to (?:be|have) <=?(?<max>\d+)/, 'field.atMost'],
  [/^Too small: expected \w+ to (?:be|have) >=?(?<min>\d+)/, 'field.atLeast'],
] as const;

type FieldErrorText = {
  /** `field.wrong` for a message that no pattern matches. */
  readonly key: (typeof keysByMessage)[number][1] | 'field.wrong';
  /** The numbers in the message, by the names of the pattern's groups. */
  readonly values: Readonly<Record<string, string>>;
};

/**
 * The text that a desk's form shows for the API's error at a field.
 * @param message the API's English message: `Write at most 120 characters.`
 */
export function fieldErrorOf(message: string): FieldErrorText {
  for (const [pattern, key] of keysByMessage) {
    const match = pattern.exec(message);
    if (match !== null) return { key, values: { ...match.groups } };
  }
  return { key: 'field.wrong', values: {} };
}
