/** What a line of the logs is about, and what finds all other lines about the same. Pure. */

export type LineRecord = {
  readonly id: string;
  readonly of: 'member' | 'case' | 'group' | 'person' | 'sheet' | 'outreach' | 'record';
};

export const isRecordId = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);

const kinds: Readonly<Record<string, LineRecord['of']>> = {
  memberId: 'member',
  caseId: 'case',
  collectiveId: 'group',
  personId: 'person',
  subject: 'record',
  meetingId: 'sheet',
  voucherId: 'sheet',
  outreachId: 'outreach',
};

/** A line of its member's names her group too, whose own lines it is not among; a roster's stands under its outreach. */
const isFound = (type: unknown, name: string, hasMember: boolean): boolean =>
  !(name === 'collectiveId' && hasMember) && !(name === 'memberId' && type === 'roster_set');

/** The records that a journal line is about, each once: only those by which a search finds the line. */
export function recordsOfChange(line: Readonly<Record<string, unknown>>): LineRecord[] {
  const hasMember = 'memberId' in line;
  const found = new Map<string, LineRecord>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, one] of Object.entries(value)) {
      const of = kinds[name];
      if (!isRecordId(one)) walk(one);
      else if (of !== undefined && isFound(line.type, name, hasMember)) found.set(one, { id: one, of });
    }
  };
  walk(line);
  return [...found.values()];
}

/** The ids that an access-log line names; what they stand for is looked up. */
export const recordsOfReading = (subjects: readonly string[]): LineRecord[] =>
  subjects.map((id) => ({ id, of: 'record' }));
