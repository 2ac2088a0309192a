import type { Recorded } from '../sheet/recorded-sheets.ts';
import type { Workspace } from '../workspace.ts';

/**
 * A past sheet with its note and reasons, which the list on this phone leaves out: read from the server, or without them
 * if there is no network. A reason that is missing has to be written again before the correction is sent.
 */
export async function withTexts(
  workspace: Pick<Workspace, 'callServer'>,
  collectiveId: string,
  recorded: Recorded,
  patienceMs = 4_000,
): Promise<Recorded> {
  if (recorded.state !== 'sent') return recorded;
  const reading = workspace
    .callServer((api) =>
      api.request('GET /api/collectives/{id}/meetings/{meetingId}', {
        path: { id: collectiveId, meetingId: recorded.id },
      }),
    )
    .then(
      ({ entries, lines, note }): Recorded => ({
        ...recorded,
        entries,
        ...(lines === undefined ? {} : { lines }),
        ...(note === undefined ? {} : { note }),
      }),
    );
  const waiting = new Promise<Recorded>((resolve) => setTimeout(() => resolve(recorded), patienceMs));
  return Promise.race([reading.catch(() => recorded), waiting]);
}
