import type { Api } from '../../api/client.ts';
import { readList } from '../../api/pages.ts';

/*
 * Apart from the page of questions (questions-page.tsx), which is loaded when it is opened: the navigation counts them from the first page on.
 */

export const readOpenQuestions = (api: Api) =>
  readList(api, 'GET /api/questions', { query: { open: 'true' } });

/** Counts the questions that are not closed, for the desk's navigation. */
export const countOpenQuestions = async (api: Api): Promise<number> =>
  (await readOpenQuestions(api)).items.length;
