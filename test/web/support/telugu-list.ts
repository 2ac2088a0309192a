import { spokenCatalogues } from '../../../web/src/spoken/catalogues.ts';
import { listSpoken, spokenRooms } from '../../../web/src/spoken/list-spoken.ts';

/** Read slowly and clearly, in characters a second, with a breath before and behind. */
const charactersPerSecond = 12;
const breathSeconds = 0.4;
/** What the studio records with: Opus at 12 kbit/s, and the file around it. */
const bytesPerSecond = 1500;
const fileBytes = 400;

/** What the recordings of a language take, by estimate. */
export function estimate(texts: readonly string[]): { seconds: number; bytes: number } {
  const seconds = texts.reduce(
    (sum, text) => sum + [...text].length / charactersPerSecond + breathSeconds,
    0,
  );
  return { seconds, bytes: seconds * bytesPerSecond + texts.length * fileBytes };
}

const heading = '## What is recorded';

/** The guidance of docs/telugu.md: all before the list. */
export const guidanceOf = (page: string): string => page.slice(0, page.indexOf(heading));

const roomNames: Readonly<Record<(typeof spokenRooms)[number], string>> = {
  today: 'Today',
  members: 'The women, and one of them',
  consent: 'The notice, and who consents',
  enrol: 'Enrolment',
  sheet: 'The meeting sheet',
  passbook: 'Passbook',
  crisis: 'A crisis',
  safety: 'Her safety plan',
  road: 'A talk',
  record: 'What we have recorded about her',
  stopping: 'To stop, or to take away',
  lessons: 'Lessons',
  numbers: 'Numbers and rupees',
  dates: 'Dates and times',
};

/** A cell of a table: a bar would begin another. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** The studio's list for docs/telugu.md: every text that is recorded in Telugu, by room. */
export function writeList(): string {
  const english = new Map(
    spokenCatalogues.flatMap((catalogue) => Object.entries(catalogue).map(([key, { en }]) => [key, en])),
  );
  const texts = listSpoken('te');
  const { seconds, bytes } = estimate(texts.map(({ text }) => text));
  const rooms = spokenRooms.map((room) => {
    const rows = texts
      .filter((one) => one.room === room)
      .map(({ key, text }) => {
        const said = english.get(key.replace(/\/\d+$/, '')) ?? '';
        return `| \`${key}\` | ${cell(text)} | ${cell(said)} |`;
      });
    return [
      `### ${roomNames[room]} (${rows.length})`,
      '',
      '| key | said | in English |',
      '|---|---|---|',
      ...rows,
    ].join('\n');
  });
  return [
    heading,
    '',
    `${texts.length} texts, about ${Math.round(seconds / 60)} minutes of speech: about ${(bytes / 1e6).toFixed(1)} of 6 MB as the studio records (Opus, 12 kbit/s).`,
    'A message with something filled in is recorded in pieces (`/1`, `/2`). This list is made from the texts: `npm run telugu-list`.',
    '',
    rooms.join('\n\n'),
    '',
  ].join('\n');
}
