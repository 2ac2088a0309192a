import type { RecordedSheet } from '../sheet/recorded-sheets.ts';
import type { Workspace } from '../workspace.ts';

/**
 * Reads a past sheet's texts (its note, and the reasons of entries and lines) from the server, since the phone does not
 * store them. Without an answer in time the sheet stays without texts; she then has to write each reason again before the
 * correction is sent.
 * @returns the sheet with its texts
 */
export async function readSheetTexts(
  workspace: Pick<Workspace, 'callServer'>,
  collectiveId: string,
  recorded: RecordedSheet,
  timeoutMs = 4_000,
): Promise<RecordedSheet> {
  // An unsent sheet has its texts on the phone.
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
