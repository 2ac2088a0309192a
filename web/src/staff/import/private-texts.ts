/** Dates and pairs of years, `15-3-2024` and `2023-24`: they would look like a long number. */
const dates = /(?<!\d)(?:\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{4}-\d{2,4})(?!\d)/g;

/** Nine to eighteen digits, perhaps with single spaces or dashes between them: the number of an account or telephone. */
const longNumber = /(?<!\d)\d(?:[\s–-]?\d){8,17}(?!\d)/;

/**
 * Whether a text of an import has a long number, which may be that of a bank account or telephone.
 * @param text with Western digits
 */
export const containsLongNumber = (text: string): boolean => longNumber.test(text.replace(dates, 'x'));

const addressWords =
  /(?<![\p{L}\p{M}])(?:d\.? ?no|h\.? ?no|door|house|flat|plot|street|st\.|road|rd|lane|colony|beside|behind|near|opp|opposite|వీధి|డోర్|ఇంటి|కాలనీ|రోడ్డు|ఎదురుగా|వెనుక|వెనక|పక్కన|దగ్గర)(?![\p{L}\p{M}])/iu;

/**
 * Whether a text of an import looks like an address, and not like the name of a village or mandal: it has a digit, or a word
 * such as `street` or `near`.
 */
export const looksLikeAddress = (text: string): boolean => /\d/.test(text) || addressWords.test(text);

const maxNoticeCharacters = 30;
const maxNoticeWords = 4;

/**
 * Whether a text of an import can be the name of a notice or form: a few words with a year or a version, such as `paper
 * form 2022` or `2026-11`. A sentence is refused, because it might tell something private of the woman.
 */
export const isNoticeName = (text: string): boolean =>
  text.length <= maxNoticeCharacters &&
  text.split(' ').length <= maxNoticeWords &&
  /\d/.test(text) &&
  !/[.,;!?]/.test(text);
