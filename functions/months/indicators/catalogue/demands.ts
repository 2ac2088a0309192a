import type { Indicator } from '../indicator.ts';
import { overdueDemandsOf } from '../stocks.ts';

export const demands: readonly Indicator[] = [
  {
    code: 'demands_made',
    theme: 'public',
    unit: 'demands',
    title: { en: 'Demands made', te: 'ప్రభుత్వ కార్యాలయాలను అడిగినవి', ja: '行政機関への要求' },
    definition: {
      en: 'Representations, petitions, meetings, hearings, requests for information and appeals to offices of the State, by their day.',
      te: 'ప్రభుత్వ కార్యాలయాలకు ఇచ్చిన వినతిపత్రాలు, పిటిషన్లు, జరిపిన సమావేశాలు, విచారణలు, సమాచార హక్కు దరఖాస్తులు, అప్పీళ్ల సంఖ్య, వాటి తేదీ ప్రకారం.',
      ja: '行政機関などに対する申し入れ、請願、面会、聴聞、情報公開請求と不服申立ての件数（行った日による）。',
    },
    breakdowns: false,
    counting: { way: 'sum', fact: 'demand', count: () => 1 },
  },
  {
    code: 'demands_answered',
    theme: 'public',
    unit: 'demands',
    title: { en: 'Demands answered', te: 'జవాబు వచ్చినవి', ja: '回答のあった要求' },
    definition: {
      en: 'Demands that were answered, granted, granted in part or refused, by the day of the first answer.',
      te: 'జవాబు వచ్చిన, పూర్తిగా లేదా కొంత ఒప్పుకున్న, లేదా తిరస్కరించిన వాటి సంఖ్య, మొదటి జవాబు తేదీ ప్రకారం.',
      ja: '回答、承認、一部承認または拒否のあった要求の件数（最初の回答の日による）。',
    },
    breakdowns: false,
    counting: { way: 'sum', fact: 'answer', count: () => 1 },
  },
  {
    code: 'demands_granted',
    theme: 'public',
    unit: 'demands',
    title: { en: 'Demands granted', te: 'ఒప్పుకున్నవి', ja: '認められた要求' },
    definition: {
      en: 'Of the demands answered, those granted, or granted in part.',
      te: 'జవాబు వచ్చిన వాటిలో పూర్తిగా లేదా కొంత ఒప్పుకున్నవి.',
      ja: '回答のあった要求のうち、全部または一部が認められた件数。',
    },
    breakdowns: false,
    counting: {
      way: 'sum',
      fact: 'answer',
      count: ({ step }) => (step === 'granted' || step === 'partly_granted' ? 1 : 0),
    },
  },
  {
    code: 'demands_overdue',
    theme: 'public',
    unit: 'demands',
    title: { en: 'Demands not answered in time', te: 'గడువు దాటినా జవాబు రానివి', ja: '期限内に回答のない要求' },
    definition: {
      en: 'Demands whose answer was due before the last day of the month, and that nobody has answered.',
      te: 'నెల చివరి రోజుకు ముందే జవాబు గడువు తీరినా, ఇంకా జవాబు రాని వాటి సంఖ్య.',
      ja: '月末より前に回答の期限が来て、まだ回答のない要求の件数。',
    },
    breakdowns: false,
    counting: { way: 'stock', of: 'demand', changes: overdueDemandsOf },
  },
];
