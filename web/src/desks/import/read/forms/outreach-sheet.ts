import { chooseNote, dateNote, district, required } from './shared-columns.ts';
import type { SheetForm } from './sheet-form.ts';

/** The sheet of an import's workbook with the outreach: workshops for others and stories in the media. No row is about a member. */

export const outreach = {
  en: 'Outreach',
  te: 'అవగాహన కార్యక్రమాలు',
  also: ['programmes', 'programs', 'events', 'activities', 'కార్యక్రమాలు'],
  ids: ['id'],
  columns: {
    kind: {
      en: 'Kind',
      te: 'రకం',
      kind: 'choice',
      choice: 'outreach',
      also: ['type', 'activity', 'programme'],
      ...required,
      note: chooseNote,
    },
    on: { en: 'On', te: 'తేదీ', kind: 'date', also: ['date'], ...required, note: dateNote },
    mode: {
      en: 'How',
      te: 'విధానం',
      kind: 'choice',
      choice: 'mode',
      also: ['mode', 'online or offline'],
      ...required,
      note: chooseNote,
    },
    district: {
      ...district,
      ...required,
      note: { en: 'As it is today.', te: 'ఇప్పుడున్న జిల్లా.' },
    },
    participants: {
      en: 'Participants',
      te: 'పాల్గొన్నవారి సంఖ్య',
      kind: 'count',
      also: ['no of participants', 'attended', 'number', 'సంఖ్య'],
      ...required,
      note: { en: 'How many; no names. Of a story: 0.', te: 'ఎంతమంది; పేర్లు వద్దు. కథనానికి 0.' },
    },
    title: {
      en: 'Title',
      te: 'శీర్షిక',
      kind: 'openText',
      also: ['topic', 'headline'],
      note: { en: 'No woman’s name, no telephone number.', te: 'మహిళ పేరు, ఫోన్ నంబరు వద్దు.' },
    },
    outlet: {
      en: 'Outlet',
      te: 'పత్రిక లేదా ఛానెల్',
      kind: 'openText',
      also: ['newspaper', 'paper', 'channel', 'పత్రిక'],
      note: { en: 'Of a story.', te: 'కథనానికి.' },
    },
    url: {
      en: 'Web address',
      te: 'వెబ్ చిరునామా',
      kind: 'url',
      also: ['link', 'url', 'website'],
      note: { en: 'Of a story: https://…', te: 'కథనానికి: https://…' },
    },
  },
} as const satisfies SheetForm;
