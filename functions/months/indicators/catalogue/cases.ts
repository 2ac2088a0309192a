import type { Indicator } from '../indicator.ts';
import { openCasesOf } from '../stocks.ts';

export const cases: readonly Indicator[] = [
  {
    code: 'cases_opened',
    theme: 'health_and_justice',
    unit: 'cases',
    title: { en: 'Cases opened', te: 'ప్రారంభించిన కేసులు', ja: '始まったケース' },
    definition: {
      en: 'Cases of members, by the day on which they were opened.',
      te: 'ప్రారంభించిన తేదీ ప్రకారం సభ్యుల కేసుల సంఖ్య.',
      ja: '開始日にもとづいて数えた、メンバーのケースの件数。',
    },
    breakdowns: false,
    counting: { way: 'sum', fact: 'case', count: () => 1 },
  },
  {
    code: 'cases_closed',
    theme: 'health_and_justice',
    unit: 'cases',
    title: { en: 'Cases closed', te: 'ముగిసిన కేసులు', ja: '終了したケース' },
    definition: {
      en: 'Closings of cases, by the day of the closing; a case that was reopened can close again.',
      te: 'ముగిసిన తేదీ ప్రకారం కేసుల ముగింపుల సంఖ్య; తిరిగి తెరిచిన కేసు మళ్లీ ముగియవచ్చు.',
      ja: '終了日にもとづいて数えた、ケースの終了の件数。再開されたケースは再び終了することがある。',
    },
    breakdowns: false,
    counting: {
      way: 'sum',
      fact: 'event',
      count: (event) => (event.type === 'status' && event.status === 'closed' ? 1 : 0),
    },
  },
  {
    code: 'cases_open',
    theme: 'health_and_justice',
    unit: 'cases',
    title: { en: 'Open cases', te: 'కొనసాగుతున్న కేసులు', ja: '継続中のケース' },
    definition: {
      en: 'Cases opened and not closed at the end of the month.',
      te: 'నెల చివరి రోజుకు ప్రారంభమై, ముగియకుండా కొనసాగుతున్న కేసుల సంఖ్య.',
      ja: '月末の時点で開始されており、終了していないケースの件数。',
    },
    breakdowns: false,
    counting: { way: 'stock', of: 'member', changes: openCasesOf },
  },
];
