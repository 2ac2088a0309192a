/**
 * What the API says is wrong with a field, as words of the desk: the API speaks English to programs. The sentences are the ones of
 * `functions`, which the test of this file asks for; what is not among them is said by `field.wrong`.
 */

const aadhaar = 'code.invalid_aadhaar';

const sentences = [
  [/^This field is missing\.$|^Write something here\.$/, 'field.missing'],
  [/^This date has not come yet\.$/, 'field.future'],
  [/^Write a date that exists/, 'field.date'],
  [/^Write a month as /, 'field.month'],
  [/^Write at most (?<max>\d+) characters\.$/, 'field.characters'],
  [/^This text has characters that cannot be kept\.$/, 'field.kept'],
  [/^This looks like an Aadhaar number/, aadhaar],
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
  [/^Too big: expected \w+ to (?:be|have) <=?(?<max>\d+)/, 'field.atMost'],
  [/^Too small: expected \w+ to (?:be|have) >=?(?<min>\d+)/, 'field.atLeast'],
] as const;

export type FieldWord = {
  readonly key: (typeof sentences)[number][1] | 'field.wrong';
  /** The numbers in the sentence. */
  readonly values: Readonly<Record<string, string>>;
};

/**
 * The text in her language for what the API says is wrong with a form's field.
 * @param message of a field error of the API
 */
export function fieldWordOf(message: string): FieldWord {
  for (const [pattern, key] of sentences) {
    const found = pattern.exec(message);
    if (found !== null) return { key, values: { ...found.groups } };
  }
  return { key: 'field.wrong', values: {} };
}
