/** The records that a line of the auditor's logs is about. Pure. */

export type LineRecord = {
  readonly id: string;
  readonly kind:
    | 'member'
    | 'case'
    | 'group'
    | 'person'
    | 'sheet'
    | 'voucher'
    | 'outreach'
    | 'demand'
    | 'question'
    | 'request'
    | 'phone'
    | 'handover'
    | 'askedPerson'
    | 'erased'
    | 'record';
};

/** Whether a value of a log line is the id of a record: a UUID. */
export const isRecordId = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);

/** The kind of the record that a field of a journal line names by its id. */
const kindOfField: Readonly<Record<string, LineRecord['kind']>> = {
  memberId: 'member',
  otherId: 'member',
  caseId: 'case',
  collectiveId: 'group',
  personId: 'person',
  meetingId: 'sheet',
  voucherId: 'voucher',
  requestId: 'request',
  deviceId: 'phone',
  outreachId: 'outreach',
  demandId: 'demand',
  questionId: 'question',
};

/** What a request for a second person's approval is about, by the line's `kind`. */
const kindOfApproval: Readonly<Record<string, LineRecord['kind']>> = {
  person: 'askedPerson',
  sign_in: 'askedPerson',
  erasure: 'erased',
  data_handover: 'handover',
};

/**
 * Whether a search for the record in a field finds the line. The journal lists a member's line under the member alone,
 * and not under the group that it also names; it lists a roster under its outreach, and a question under its group, and not under the members.
 */
const isFoundBy = (type: unknown, field: string, hasMember: boolean): boolean => {
  if (field === 'collectiveId') return !hasMember;
  if (field === 'memberId') return type !== 'roster_set' && type !== 'question_asked';
  return true;
};

/** The records that a journal line is about, each once: only those by which a search finds the line. */
export function recordsOfChange(line: Readonly<Record<string, unknown>>): LineRecord[] {
  const hasMember = 'memberId' in line;
  const recordsById = new Map<string, LineRecord>();
  const collectFrom = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [field, content] of Object.entries(value)) {
      const kind = field === 'subject' ? kindOfApproval[String(line.kind)] : kindOfField[field];
      // The id of a record may be deeper in the line, in an object or a list.
      if (!isRecordId(content)) collectFrom(content);
      else if (kind !== undefined && isFoundBy(line.type, field, hasMember)) {
        recordsById.set(content, { id: content, kind });
      }
    }
  };
  collectFrom(line);
  return [...recordsById.values()];
}

/** What a reading by a route names beside members, cases, groups and people, which have a code or a name. */
const kindOfRoute: readonly (readonly [route: RegExp, kind: LineRecord['kind']])[] = [
  [/\/questions(\/|$)/, 'question'],
  [/\/requests(\/|$)|\/record$/, 'request'],
  [/\/collectives\/[^/]+\/vouchers/, 'voucher'],
  [/\/collectives\/[^/]+\/meetings|\/me\/pack$/, 'sheet'],
  // Its leaders.
  [/\/collectives\/[^/]+$|\/(users|phones|health)/, 'person'],
  [/\/data-handovers/, 'handover'],
  [/\/demands/, 'demand'],
  // An erased member has no code once the member's key is destroyed, and neither have the member's cases.
  [/\/(members|collectives|cases|agenda|break-glass|erasures|outreach)/, 'erased'],
];

/** The records that an access-log line names by their ids; the line does not say of which kind they are. */
export const recordsOfReading = ({
  route,
  subjects,
}: {
  readonly route: string;
  readonly subjects: readonly string[];
}): LineRecord[] => {
  const kind = kindOfRoute.find(([pattern]) => pattern.test(route))?.[1] ?? 'record';
  return subjects.map((id) => ({ id, kind }));
};
