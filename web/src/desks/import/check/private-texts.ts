/**
 * Dates (`15-3-2024`, `2024-03-15`) and pairs of years (`2023-24`, `2023-2024`), which may stand beside one another. They are taken
 * out first, since two of them in a row would be a long number. Days, months and years must be possible ones, and no further digits
 * may follow a pair of years: `1234-5678-9012` is an identity number.
 */
const datePattern = (() => {
  const [day, month, year] = ['(?:0?[1-9]|[12]\\d|3[01])', '(?:0?[1-9]|1[0-2])', '(?:19|20)\\d\\d'];
  const forms = [
    `${day}[-/.]${month}[-/.](?:${year}|\\d\\d)(?!-?\\d)`,
    `${year}[-/.]${month}[-/.]${day}(?!-?\\d)`,
    `${year}-(?:${year}|\\d\\d)(?!-?\\d)`,
  ];
  return new RegExp(`(?<!\\d-?)(?:${forms.join('|')})`, 'g');
})();

/** Nine to eighteen digits, perhaps with single spaces or dashes between them: the number of an account or telephone. */
const longNumberPattern = /(?<!\d)\d(?:[\s–-]?\d){8,17}(?!\d)/;

/**
 * Whether a text of an import has a long number, which may be that of a bank account or telephone.
 * @param text whose digits an earlier step has made Western
 */
export const containsLongNumber = (text: string): boolean =>
  longNumberPattern.test(text.replace(datePattern, 'x'));

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
 * Whether a text of an import can be the name of a notice or form: a few words with a number but no
 * punctuation, such as `paper form 2022` or `2026-11`. A sentence is refused, because it might tell something private of the
 * woman.
 */
export const isNoticeName = (text: string): boolean =>
  text.length <= maxNoticeCharacters &&
  text.split(' ').length <= maxNoticeWords &&
  /\d/.test(text) &&
  !/[.,;!?]/.test(text);
