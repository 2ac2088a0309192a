import { formatInstant } from '../domain/calendar.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Handover, StoredHandover } from './schema.ts';

/** How long a handover's pack (all records, encrypted) can be downloaded, from the approval on. */
const lifeMs = 24 * 3_600_000;

const stateOf = ({ decision, sha256 }: StoredHandover, hasExpired: boolean): Handover['state'] => {
  if (decision === undefined) return 'waiting';
  if (decision === 'declined' || decision === 'withdrawn') return decision;
  if (hasExpired) return 'ended';
  return sha256 === undefined ? 'making' : 'made';
};

/** A data handover as the API shows it at an instant. */
export const toHandover = (stored: StoredHandover, now: Date): Handover => {
  const { id, recipientKey, askedBy, askedAt, decision, decidedAt, bytes, sha256 } = stored;
  /** When the pack ceases to be downloadable; undefined unless the handover was approved. */
  const until =
    decision === 'approved' && decidedAt !== undefined ? new Date(Date.parse(decidedAt) + lifeMs) : undefined;
  return {
    id,
    approvalId: id,
    state: stateOf(stored, until !== undefined && now >= until),
    recipientKey,
    recipientFingerprint: fingerprintOf(recipientKey),
    askedBy,
    askedAt,
    ...(decidedAt === undefined ? {} : { decidedAt }),
    ...(until === undefined ? {} : { until: formatInstant(until) }),
    ...(bytes === undefined ? {} : { bytes }),
    ...(sha256 === undefined ? {} : { sha256 }),
  };
};
