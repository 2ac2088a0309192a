import { pageOf } from '../../shared/fields/page-schema.ts';
import { coordination, fieldWork, nobody } from '../../shared/http/audiences.ts';
import type { Contract } from '../../shared/http/route-contract.ts';
import { maxSettingsOfMonth } from '../../shared/setting-counts/max-settings.ts';
import { maxOpenQuestions } from './rules.ts';
import { answerInput, closingInput, question, questionInput, questionQuery } from './schema.ts';

export const questionsContract = {
  'POST /api/collectives/{id}/questions': {
    who: coordination,
    services: 'goes on',
    summary: 'Ask the leaders of a collective',
    description:
      'It stands on the leaders’ phones until it is closed. `about` names a meeting, a member or a month, or `text` says what is asked. ' +
      `\`too_many\`: a collective has ${maxOpenQuestions} open questions, and one person asks ${maxSettingsOfMonth.questions} in a month.`,
    body: questionInput,
    answers: { 201: question, 200: question },
    refusals: {
      404: ['not_found'],
      409: ['id_reused'],
      422: ['unknown_meeting', 'unknown_member', 'collective_closed', 'too_many'],
    },
  },
  'GET /api/collectives/{id}/questions': {
    who: fieldWork,
    services: 'goes on',
    summary: 'The questions asked of a collective, oldest first; `open=true` those that are not closed',
    description:
      'It leaves out what is about a member who lives outside an area coordinator’s districts; a leader’s what is about a member who was erased. A page may hold fewer than `limit`; while it has a `cursor` there may be more.',
    query: questionQuery,
    answers: { 200: pageOf(question) },
    refusals: { 400: ['invalid_cursor'], 404: ['not_found'] },
  },
  'POST /api/collectives/{id}/questions/{questionId}/answers': {
    who: { ...nobody, leader: 'own' },
    services: 'goes on',
    summary: 'Answer a question',
    description:
      'The newest answer counts, by `on`, then by recording. A question that was closed takes none.',
    body: answerInput,
    answers: { 201: question, 200: question },
    refusals: {
      404: ['not_found'],
      409: ['id_reused', 'closed'],
      422: ['too_many', 'member_erased'],
    },
  },
  'POST /api/collectives/{id}/questions/{questionId}/closing': {
    who: coordination,
    services: 'goes on',
    summary: 'Close a question, once, whether it was answered or not',
    body: closingInput,
    answers: { 201: question, 200: question },
    refusals: { 404: ['not_found'], 409: ['id_reused', 'closed'] },
  },
  'GET /api/questions': {
    who: coordination,
    services: 'goes on',
    summary: 'The questions asked of all collectives, oldest first; `open=true` those that are not closed',
    description:
      'It leaves out what is about a member who lives outside an area coordinator’s districts. A page may hold fewer than `limit`, even none; while it has a `cursor` there may be more.',
    query: questionQuery,
    answers: { 200: pageOf(question) },
    refusals: { 400: ['invalid_cursor'] },
  },
} as const satisfies Contract;

/** The shapes of questions that the OpenAPI document names. */
export const questionsSchemas = {
  Question: question,
  NewQuestion: questionInput,
  NewAnswer: answerInput,
  QuestionClosing: closingInput,
};
