import { nobody } from '../../shared/http/audiences.ts';
import type { Audience, Contract } from '../../shared/http/route-contract.ts';
import { maxRecordingBytes, maxSpokenMs, maxVoiceBytes } from '../../shared/kinds/voice-words.ts';
import { maxSettingsOfMonth } from '../../shared/setting-counts/max-settings.ts';
import {
  recordingDecisionInput,
  recordingInput,
  recordingRemovalInput,
  sound,
  spokenText,
  voice,
} from './schema.ts';

/** What is spoken is the same in all districts. */
const coordinator = { ...nobody, coordinator: 'no_district' } as const satisfies Audience;

export const voiceContract = {
  'GET /api/voice/{spokenIn}': {
    who: coordinator,
    services: 'none',
    summary: 'The recordings of a language, by the text that they speak',
    description:
      'Texts that were never recorded are missing; which texts are spoken, the client knows. Not in pages. `usedBytes` counts all recordings, approved and waiting.',
    answers: { 200: voice },
  },
  'GET /api/voice/{spokenIn}/{textSha256}/{sha256}': {
    who: coordinator,
    services: 'none',
    summary: 'The sound of a recording, to be judged by ear',
    answers: { 200: sound },
    refusals: { 404: ['not_found'] },
  },
  'POST /api/voice/{spokenIn}/{textSha256}': {
    who: coordinator,
    services: 'none',
    summary: 'Record a spoken text',
    description:
      'It waits until somebody else approves it, and takes the place of another that waits; what is approved is played until then. Opus in WebM or Ogg, at most ' +
      `${maxRecordingBytes / 1000} KB and ${maxSpokenMs / 1000} seconds (\`too_long\`, \`wrong_type\`). All recordings of a language take ${maxVoiceBytes / 1_000_000} MB at most ` +
      `(\`language_full\`), those of one person that wait ${maxVoiceBytes / 2_000_000} MB. \`too_many\`: a person records ${maxSettingsOfMonth.recordings} in a month.`,
    body: recordingInput,
    answers: { 201: spokenText, 200: spokenText },
    refusals: {
      409: ['id_reused'],
      422: ['unknown_text', 'too_short', 'too_long', 'wrong_type', 'language_full', 'too_many'],
    },
  },
  'POST /api/voice/{spokenIn}/{textSha256}/decision': {
    who: coordinator,
    services: 'none',
    summary: 'Approve or decline a recording by ear, as the second person',
    description:
      'Approved, it is played on all phones in place of an earlier one. `sha256`, `fromMs` and `toMs` are of what was heard. Whoever recorded it can’t decide (`same_person`), nor one whose password whoever recorded it could lately have known, or the reverse (403).',
    body: recordingDecisionInput,
    answers: { 200: spokenText },
    refusals: { 404: ['not_found'], 409: ['id_reused'], 422: ['same_person', 'unknown_text'] },
  },
  'POST /api/voice/{spokenIn}/{textSha256}/removal': {
    who: coordinator,
    services: 'none',
    summary: 'Take a recording back',
    description:
      'Phones play it no more once they have asked for the list again. ' +
      `\`too_many\`: a person removes ${maxSettingsOfMonth.removals} approved ones in a month.`,
    body: recordingRemovalInput,
    answers: { 200: spokenText },
    refusals: { 404: ['not_found'], 409: ['id_reused'], 422: ['too_many'] },
  },
} as const satisfies Contract;

/** The shapes of the voice that the OpenAPI document names. */
export const voiceSchemas = {
  Voice: voice,
  SpokenText: spokenText,
  NewRecording: recordingInput,
  RecordingDecision: recordingDecisionInput,
  RecordingRemoval: recordingRemovalInput,
};
