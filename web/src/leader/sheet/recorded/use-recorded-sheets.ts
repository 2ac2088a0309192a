import { useEffect, useMemo, useState } from 'preact/hooks';
import { useHere } from '../../context.ts';
import { readMeetingsOn, toMeeting } from '../../meetings/read-meetings.ts';
import { meetings, type Sheet } from '../../row-kinds.ts';
import { mayLackMeetings, recordedSheetsOf, recordedSheetsOn } from './recorded-sheets.ts';

/**
 * The recorded sheets of the draft's day, without those that the leader has confirmed as other meetings (`otherMeetingIds`). Sheets that
 * the phone may lack are read from the server.
 */
export function useRecordedSheetsOn({ id, collectiveId, heldOn, otherMeetingIds }: Sheet) {
  const { workspace } = useHere();
  const [readings, setReadings] = useState(0);
  useEffect(() => {
    if (!mayLackMeetings(workspace.rows, collectiveId, heldOn)) return;
    let isWanted = true;
    workspace
      .callServer((api) => readMeetingsOn(api, collectiveId, heldOn))
      .then(async (foundMeetings) => {
        for (const meeting of foundMeetings)
          await workspace.rows.put(meetings, meeting.id, toMeeting(collectiveId, meeting));
        if (isWanted) setReadings((count) => count + 1);
      })
      // Without a network nothing is read; duplicates are looked for again before the sheet is sent.
      .catch(() => {});
    return () => {
      isWanted = false;
    };
  }, [workspace, collectiveId, heldOn]);
  // The sheets are read again only for another day, or after the server has answered: nothing on the screen must move under a thumb.
  const recordedSheets = useMemo(
    () => recordedSheetsOf(workspace.rows, collectiveId, workspace.me()?.id),
    [workspace, collectiveId, heldOn, readings],
  );
  return recordedSheetsOn(recordedSheets, { id, heldOn, otherMeetingIds });
}
