import type { Workspace } from '../../workspace/workspace.ts';
import type { RecordedSheet } from '../sheet/recorded/recorded-sheets.ts';

/**
 * Reads from the server the note of a past sheet and the reasons of its entries and lines, since the phone does not store them.
 * Without an answer in time the sheet stays without them; she then has to write each reason again before the correction is sent.
 * @returns the sheet with its note and reasons
 */
export async function readNoteAndReasons(
  workspace: Pick<Workspace, 'callServer'>,
  collectiveId: string,
  recorded: RecordedSheet,
  timeoutMs = 4_000,
): Promise<RecordedSheet> {
  // An unsent sheet has both on the phone.
  if (recorded.state !== 'sent') return recorded;
  const reading = workspace
    .callServer((api) =>
      api.request('GET /api/collectives/{id}/meetings/{meetingId}', {
        path: { id: collectiveId, meetingId: recorded.id },
      }),
    )
    .then(
      ({ entries, lines, note }): RecordedSheet => ({
        ...recorded,
        entries,
        ...(lines === undefined ? {} : { lines }),
        ...(note === undefined ? {} : { note }),
      }),
    );
  const timeout = new Promise<RecordedSheet>((resolve) => setTimeout(() => resolve(recorded), timeoutMs));
  return Promise.race([reading.catch(() => recorded), timeout]);
}
