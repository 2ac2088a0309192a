/** The ids of the records of an invented journal (invented-journal.ts). */

type RecordKind =
  | 'collective'
  | 'member'
  | 'child'
  | 'schooling'
  | 'consent'
  | 'meeting'
  | 'case'
  | 'event'
  | 'closing'
  | 'loan'
  | 'outreach';

/** The first eight digits of a record's id; different for each kind, so that no two records share an id. */
const prefixes: Readonly<Record<RecordKind, string>> = {
  collective: '01970001',
  member: '01970002',
  child: '01970003',
  schooling: '0197000b',
  consent: '01970004',
  meeting: '01970005',
  case: '01970006',
  event: '01970007',
  closing: '0197000a',
  loan: '01970008',
  outreach: '01970009',
};

/** Turns a counter into a 32-bit number whose bits all vary, like those of a device's ids. */
const scatter = (count: number): number => (Math.imul(count + 1, 0x9e3779b1) ^ (count >>> 5)) >>> 0;

/** A UUIDv7 for the nth record of a kind, such as `01970002-0000-79e3-8779-9e3700000000` for the first member. */
export const idOf = (kind: RecordKind, count: number): string => {
  const scattered = scatter(count).toString(16).padStart(8, '0');
  const counter = count.toString(16).padStart(8, '0');
  return `${prefixes[kind]}-${counter.slice(0, 4)}-7${scattered.slice(0, 3)}-8${scattered.slice(3, 6)}-${scattered.slice(0, 4)}${counter}`;
};
