/** What people write into cells of an import and must not: numbers that lead to a person, addresses, stories. */

/** Dates and years with marks between them would be many digits. */
const dates = /(?<!\d)(?:\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{4}-\d{2,4})(?!\d)/g;

/** Nine to eighteen digits, together or with single spaces or dashes between them: an account number, or a telephone's. */
const longNumber = /(?<!\d)\d(?:[\s–-]?\d){8,17}(?!\d)/;

/**
 * Whether a text of an import is private: it holds a number as long as that of a bank account.
 * @param text with Western digits
 */
export const containsLongNumber = (text: string): boolean => longNumber.test(text.replace(dates, 'x'));

const wordsOfAddresses =
  /(?<![\p{L}\p{M}])(?:d\.? ?no|h\.? ?no|door|house|flat|plot|street|st\.|road|rd|lane|colony|beside|behind|near|opp|opposite|వీధి|డోర్|ఇంటి|కాలనీ|రోడ్డు|ఎదురుగా|వెనుక|వెనక|పక్కన|దగ్గర)(?![\p{L}\p{M}])/iu;

/**
 * Whether a text of an import is private: it says where somebody lives more closely than the name of a village or
 * mandal.
 */
export const looksLikeAddress = (text: string): boolean => /\d/.test(text) || wordsOfAddresses.test(text);

const maxNoticeCharacters = 30;
const maxNoticeWords = 4;

/**
 * Whether a text of an import can be the name of a notice or form, and tells nothing private: a few words with a year
 * or a version, such as `paper form 2022` or `2026-11`. Sentences are none: what a woman told must not stand there.
 */
export const isNoticeName = (text: string): boolean =>
  text.length <= maxNoticeCharacters &&
  text.split(' ').length <= maxNoticeWords &&
  /\d/.test(text) &&
  !/[.,;!?]/.test(text);
