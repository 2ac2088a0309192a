/**
 * What a line of the auditor's logs can be about, as she searches for it: an id, a code (`M-7F3K9Q`), a month, a financial
 * year (`2026-27`) or the programme. A name is none of these.
 */
const logSubject =
  /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z]-[0-9a-z]{4,12}|\d{4}-\d{2}|programme)$/i;

export const isLogSubject = (text: string): boolean => logSubject.test(text);
