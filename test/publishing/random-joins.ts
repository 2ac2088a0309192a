import fc from 'fast-check';
import type { JournalLine } from '../../functions/shared/journal/line.ts';
import { compareLines } from '../../functions/shared/journal/line-order.ts';
import { actor, idOf } from './journal-builder.ts';

/**
 * Women who are enrolled twice and joined, parted, joined again, joined with a third record, while lines of a random programme arrive for any of
 * their ids; and the same programmes in which they were one from the beginning.
 */

const names = ['Padma', 'Sita', 'Lakshmi', 'Ganga', 'Meena', 'Silent'] as const;

/** Two records are named. If they are two women they are joined, the first kept; if they are one, the last join that made her is undone. */
const act = fc.record({
  day: fc.integer({ min: 0, max: 119 }),
  first: fc.constantFrom(...names),
  second: fc.constantFrom(...names),
});

const start = Date.parse('2025-12-28T18:00:00.000Z');

type Edge = { readonly keptId: string; readonly joinedId: string };

const womanAmong = (edges: readonly Edge[], id: string): string => {
  const edge = edges.find(({ joinedId }) => joinedId === id);
  return edge === undefined ? id : womanAmong(edges, edge.keptId);
};

const joinLines = (
  lines: readonly JournalLine[],
  acts: readonly { readonly day: number; readonly first: string; readonly second: string }[],
): JournalLine[] => {
  let edges: readonly Edge[] = [];
  return acts
    .toSorted((a, b) => a.day - b.day)
    .flatMap(({ day, first, second }, index): JournalLine[] => {
      const recordedAt = new Date(start + day * 86_400_000 + index).toISOString();
      const isEnrolled = (name: string): boolean =>
        lines.some(
          (line) =>
            line.type === 'member_enrolled' && line.memberId === idOf(name) && line.recordedAt < recordedAt,
        );
      if (first === second || !isEnrolled(first) || !isEnrolled(second)) return [];
      const [keptId, joinedId] = [womanAmong(edges, idOf(first)), womanAmong(edges, idOf(second))];
      const base = { id: idOf(`join ${index}`), recordedAt, actor };
      if (keptId !== joinedId) {
        edges = [...edges, { keptId, joinedId }];
        return [{ ...base, type: 'members_joined', keptId, joinedId }];
      }
      const last = edges.findLast((edge) => edge.keptId === keptId);
      if (last === undefined) return [];
      edges = edges.filter((edge) => edge !== last);
      return [{ ...base, type: 'members_parted', ...last }];
    });
};

/**
 * What one id repays since it was joined with another may be the other's loan. It stays repaid once they are parted; a sheet that is taken back names
 * the same loan.
 */
const repayingForEachOther = (lines: readonly JournalLine[]): JournalLine[] => {
  let edges: readonly Edge[] = [];
  const given = new Map<string, readonly string[]>();
  const sheets = new Map<string, JournalLine>();
  const loansOfOthers = (memberId: string): string[] =>
    [...given]
      .filter(([id]) => id !== memberId && womanAmong(edges, id) === womanAmong(edges, memberId))
      .flatMap(([, loanIds]) => loanIds);
  return lines.map((line): JournalLine => {
    if (line.type === 'members_joined') edges = [...edges, line];
    if (line.type === 'members_parted') edges = edges.filter(({ joinedId }) => joinedId !== line.joinedId);
    if (line.type === 'meeting_reversed') {
      const held = sheets.get(line.meetingId);
      return held?.type === 'meeting_held' ? { ...line, entries: held.entries } : line;
    }
    if (line.type !== 'meeting_held') return line;
    const entries = line.entries.map((entry, index) => {
      if (entry.kind === 'loan') {
        given.set(entry.memberId, [...(given.get(entry.memberId) ?? []), entry.loanId ?? '']);
        return entry;
      }
      const loanId = entry.loanId === undefined ? undefined : loansOfOthers(entry.memberId)[index];
      return loanId === undefined ? entry : { ...entry, loanId };
    });
    const sent = { ...line, entries };
    sheets.set(line.meetingId, sent);
    return sent;
  });
};

/** The same lines in which each loan is repaid by whom it was given to; a set-off is a withdrawal of hers who sent it. */
export const repaidByOwners = (lines: readonly JournalLine[]): JournalLine[] => {
  const owners = new Map<string | undefined, string>();
  return lines.map((line): JournalLine => {
    if (line.type !== 'meeting_held' && line.type !== 'meeting_reversed') return line;
    const entries = line.entries.flatMap((entry) => {
      if (entry.kind === 'loan') owners.set(entry.loanId, entry.memberId);
      const { account, ...own } = entry;
      const memberId = owners.get(entry.loanId) ?? entry.memberId;
      if (entry.kind === 'set_off') {
        return [
          { ...own, kind: 'withdrawal' as const },
          { ...own, memberId, kind: 'repayment' as const },
        ];
      }
      return entry.kind === 'repayment' || entry.kind === 'write_off' ? [{ ...entry, memberId }] : [entry];
    });
    return { ...line, entries };
  });
};

/** A programme with joins and partings among its lines, at least one. @param programme lines in the order of the journal */
export const withJoins = (programme: fc.Arbitrary<JournalLine[]>): fc.Arbitrary<JournalLine[]> =>
  fc
    .tuple(programme, fc.array(act, { minLength: 1, maxLength: 6 }))
    .map(([lines, acts]) => ({ lines, joins: joinLines(lines, acts) }))
    .filter(({ joins }) => joins.length > 0)
    .map(({ lines, joins }) => repayingForEachOther([...lines, ...joins].sort(compareLines)));

export const withoutJoins = (lines: readonly JournalLine[]): JournalLine[] =>
  lines.filter(({ type }) => type !== 'members_joined' && type !== 'members_parted');

/** Nobody leads: `toldAsOne` can't tell of a woman who leads by two records. */
export const withoutLeaders = (lines: readonly JournalLine[]): JournalLine[] =>
  lines.map((line) =>
    line.type === 'member_enrolled' || line.type === 'member_changed'
      ? { ...line, leaderSince: undefined }
      : line,
  );

/** The ids of a woman at the end of some lines, by any of them. */
const womenOf = (lines: readonly JournalLine[]): ((id: string) => string) => {
  let edges: readonly Edge[] = [];
  for (const line of lines) {
    if (line.type === 'members_joined') edges = [...edges, line];
    if (line.type === 'members_parted') edges = edges.filter(({ joinedId }) => joinedId !== line.joinedId);
  }
  return (id) => womanAmong(edges, id);
};

type RecordLine = Extract<JournalLine, { type: 'member_enrolled' | 'member_changed' }>;

const isRecordLine = (line: JournalLine): line is RecordLine =>
  line.type === 'member_enrolled' || line.type === 'member_changed';

/** The day of joining that each record has in the end: of two lines the later, but an enrolment never after a change. */
const joiningDays = (lines: readonly JournalLine[]): ReadonlyMap<string, string> => {
  const days = new Map<string, string>();
  for (const line of lines) {
    if (isRecordLine(line) && (line.type === 'member_changed' || !days.has(line.memberId))) {
      days.set(line.memberId, line.joinedOn);
    }
  }
  return days;
};

/** What a second enrolment says of a woman who is enrolled: answers and children. */
const withoutRecord = (
  { id, recordedAt, consents, children }: Extract<JournalLine, { type: 'member_enrolled' }>,
  woman: string,
): JournalLine[] => {
  const base = { id, recordedAt, actor, memberId: woman };
  return [
    ...consents.map((consent): JournalLine => ({ ...base, type: 'consent_recorded', consent })),
    ...children.map(
      ({ schooling, ...child }): JournalLine => ({ ...base, type: 'child_recorded', child, schooling }),
    ),
  ];
};

const once = <T>(rows: readonly T[], keyOf: (row: T) => string): T[] => [
  ...new Map(rows.map((row) => [keyOf(row), row])).values(),
];

/**
 * The journal of the same programme in which each woman who is one at its end was one from the beginning, without a word of joins. Leaders are
 * left out, in both: no journal of one record says that a woman leads by two.
 */
export const toldAsOne = (lines: readonly JournalLine[]): JournalLine[] => {
  const womanOf = womenOf(lines);
  const days = joiningDays(lines);
  const joinedOnOf = (woman: string): string =>
    [...days]
      .filter(([id]) => womanOf(id) === woman)
      .map(([, day]) => day)
      .sort()[0] ?? '';
  const enrolled = new Set<string>();
  const told = <T extends { readonly memberId: string }>(row: T): T => ({
    ...row,
    memberId: womanOf(row.memberId),
  });
  return withoutJoins(lines).flatMap((line): JournalLine[] => {
    switch (line.type) {
      case 'member_enrolled': {
        const woman = womanOf(line.memberId);
        const isKept = line.memberId === woman;
        const isFirst = !enrolled.has(woman);
        enrolled.add(woman);
        // Whatever is the first enrolment of hers, the record is the kept one's, as it was first told.
        const ofRecord = isKept
          ? line
          : lines.filter(isRecordLine).find(({ memberId }) => memberId === woman);
        const fields = { ...line, ...ofRecord, joinedOn: joinedOnOf(woman) };
        const { consents, children, id, recordedAt } = line;
        if (isFirst) return [{ ...fields, type: 'member_enrolled', consents, children, id, recordedAt }];
        return withoutRecord(line, woman);
      }
      case 'member_changed':
        return line.memberId === womanOf(line.memberId)
          ? [{ ...line, joinedOn: joinedOnOf(line.memberId) }]
          : [];
      // No random exit answers a request.
      case 'member_exited':
        return line.memberId === womanOf(line.memberId) ? [line] : [];
      case 'meeting_held':
      case 'meeting_reversed': {
        const rows = line.attendance.map(told);
        const isPresent = (id: string) => rows.some((row) => row.memberId === id && row.status === 'present');
        return [
          {
            ...line,
            attendance: once(rows, ({ memberId }) => memberId).map((row) =>
              isPresent(row.memberId) ? { ...row, status: 'present' } : row,
            ),
            entries: line.entries.map(told),
          },
        ];
      }
      case 'books_opened':
        return [{ ...line, members: line.members.map(told) }];
      case 'roster_set':
        return [
          {
            ...line,
            participants: once(line.participants.map(told), ({ memberId, role }) => `${memberId} ${role}`),
          },
        ];
      default:
        return ['memberId' in line ? told(line) : line];
    }
  });
};
