import { notFound } from '../../shared/errors/errors.ts';
import { createRoutes } from '../../shared/http/create-routes.ts';
import { maxVoiceBytes } from '../../shared/kinds/voice-words.ts';
import { voiceContract } from './contract.ts';
import { decideRoute, removeRoute } from './decision-routes.ts';
import { recordRoute } from './record-route.ts';
import { listSpokenTexts, readSpokenText, readVoiceSum } from './repository.ts';
import type { Deps, Handler } from './route-deps.ts';
import { readSound } from './voice-files.ts';

const listRoute =
  ({ table }: Deps): Handler<'GET /api/voice/{spokenIn}'> =>
  async ({ path: { spokenIn } }) => {
    const [items, { bytes }] = await Promise.all([
      listSpokenTexts(table, spokenIn),
      readVoiceSum(table, spokenIn),
    ]);
    return { status: 200, body: { items, usedBytes: bytes, maxBytes: maxVoiceBytes } };
  };

const soundRoute =
  ({ table, files }: Deps): Handler<'GET /api/voice/{spokenIn}/{textSha256}/{sha256}'> =>
  async ({ path: { spokenIn, textSha256, sha256 } }) => {
    const text = await readSpokenText(table, spokenIn, textSha256);
    const recording = [text?.waiting, text?.approved].find((one) => one?.sha256 === sha256);
    const sound = recording && (await readSound(files, spokenIn, sha256));
    if (recording === undefined || sound === undefined) throw notFound();
    return { status: 200, body: { audio: sound.toString('base64'), mediaType: recording.mediaType } };
  };

export const createVoiceRoutes = (deps: Deps) =>
  createRoutes(voiceContract)({
    'GET /api/voice/{spokenIn}': listRoute(deps),
    'GET /api/voice/{spokenIn}/{textSha256}/{sha256}': soundRoute(deps),
    'POST /api/voice/{spokenIn}/{textSha256}': recordRoute(deps),
    'POST /api/voice/{spokenIn}/{textSha256}/decision': decideRoute(deps),
    'POST /api/voice/{spokenIn}/{textSha256}/removal': removeRoute(deps),
  });
