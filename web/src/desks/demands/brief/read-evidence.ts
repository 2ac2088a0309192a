import type { Api } from '../../../api/client.ts';
import { readList } from '../../../api/pages.ts';
import { districtCatalogue } from '../../../districts/text.ts';
import { translatorIn, type WorkLanguage } from '../../../i18n/language.ts';
import type { PublishedMonth } from '../../../months/published.ts';
import { createReports, newestVersions } from '../../../months/reports.ts';
import type { Demand } from '../../frame/lists/record-types.ts';
import { demandCatalogue } from '../words.ts';
import type { BriefWords } from './brief.tsx';
import { briefCatalogue } from './text.ts';

/** What a brief is made of. */
export type Evidence = {
  /** The newest published month; undefined while there is none. */
  readonly published: PublishedMonth | undefined;
  /** The version of the published month; 0 while there is none. */
  readonly version: number;
  readonly demands: readonly Demand[];
  readonly words: Readonly<Record<WorkLanguage, BriefWords>>;
};

const wordsIn = async (language: WorkLanguage): Promise<BriefWords> => {
  const [brief, demands, districts] = await Promise.all([
    translatorIn(briefCatalogue, language),
    translatorIn(demandCatalogue, language),
    translatorIn(districtCatalogue, language),
  ]);
  return { language, brief, demands, districts };
};

export const readEvidence = async (api: Api): Promise<Evidence> => {
  const reports = createReports(api);
  const [versions, demands, te, en] = await Promise.all([
    reports.list(),
    readList(api, 'GET /api/demands', {}),
    wordsIn('te'),
    wordsIn('en'),
  ]);
  const newest = newestVersions(versions)[0];
  return {
    published: newest && (await reports.read(newest.month, newest.version)),
    version: newest?.version ?? 0,
    demands: demands.items,
    words: { te, en },
  };
};
