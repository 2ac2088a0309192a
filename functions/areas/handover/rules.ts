import { formatInstant } from '../../shared/calendar/calendar.ts';
import { keyFingerprintOf } from './fingerprint.ts';
import type { Handover, StoredHandover } from './schema.ts';

/** How long a handover's pack (all records, encrypted) can be downloaded, from the approval on. */
const lifeMs = 24 * 3_600_000;

/** The files of a handover's pack, in their order; undefined until the last one is there. */
export const archivesOf = ({ archives, progress }: StoredHandover): StoredHandover['archives'] =>
  progress === undefined ? archives : undefined;

const stateOf = (stored: StoredHandover, hasExpired: boolean): Handover['state'] => {
  const { decision } = stored;
  if (decision === undefined) return 'waiting';
  if (decision === 'declined' || decision === 'withdrawn') return decision;
  if (hasExpired) return 'ended';
  return archivesOf(stored) === undefined ? 'making' : 'made';
};

/** A data handover as the API shows it at an instant. */
export const toHandover = (stored: StoredHandover, now: Date): Handover => {
  const { id, recipient, recipientKey, askedBy, askedAt, decision, decidedAt } = stored;
  const [first, ...further] = archivesOf(stored) ?? [];
  /** When the pack ceases to be downloadable; undefined unless the handover was approved. */
  const until =
    decision === 'approved' && decidedAt !== undefined ? new Date(Date.parse(decidedAt) + lifeMs) : undefined;
  return {
    id,
    approvalId: id,
    state: stateOf(stored, until !== undefined && now >= until),
    ...(recipient === undefined ? {} : { recipient }),
    recipientKey,
    recipientFingerprint: keyFingerprintOf(recipientKey),
    askedBy,
    askedAt,
    ...(decidedAt === undefined ? {} : { decidedAt }),
    ...(until === undefined ? {} : { until: formatInstant(until) }),
    ...(first === undefined ? {} : { bytes: first.bytes, sha256: first.sha256 }),
    ...(further.length === 0
      ? {}
      : { furtherArchives: further.map(({ bytes, sha256 }) => ({ bytes, sha256 })) }),
  };
};
