import type { ExportList } from '../../../../../functions/shared/kinds/export-lists.ts';
import type { Api } from '../../../api/client.ts';

/** The API's maximum number of ids in a line of the access log about an exported list. */
const maxSubjects = 2_000;

/**
 * Notes in the access log that a list leaves the desk as a file: in one line, or in several if it has more ids than a line takes.
 * @param ids of the records in the list, each of which was read within 24 hours; they may repeat
 * @throws Problem if a line could not be written: then the list must not be given out
 */
export async function noteExport(
  api: Pick<Api, 'request'>,
  list: ExportList,
  ids: readonly string[],
): Promise<void> {
  const subjects = [...new Set(ids)];
  // An empty list is noted too.
  for (let start = 0; start === 0 || start < subjects.length; start += maxSubjects) {
    const body = { list, subjects: subjects.slice(start, start + maxSubjects) };
    await api.request('POST /api/exports', { body });
  }
}
