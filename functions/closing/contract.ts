import type { Contract } from '../http/http.ts';
import { correctionAnswer, correctionInput, targets, targetsInput } from './schema.ts';

export const closingContract = {
  'POST /api/snapshots/{month}/corrections': {
    summary: 'Publish a month once more, with what was recorded until now; its targets stay',
    body: correctionInput,
    answers: { 202: correctionAnswer },
  },
  'PUT /api/targets/{financialYear}': {
    summary: 'Set what a financial year is to reach; replaces all targets of the year',
    body: targetsInput,
    answers: { 200: targets },
  },
  'GET /api/targets/{financialYear}': {
    summary: 'What a financial year is to reach',
    answers: { 200: targets },
  },
} as const satisfies Contract;
