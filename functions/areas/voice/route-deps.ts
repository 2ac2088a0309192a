import type { FileStore } from '../../shared/files/file-store.ts';
import type { Handlers } from '../../shared/http/create-routes.ts';
import type { JournalLineOf } from '../../shared/journal/line.ts';
import type { VoiceLocale } from '../../shared/kinds/voice-words.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { voiceContract } from './contract.ts';
import type { SpokenTexts } from './voice-files.ts';

/** What the routes of recordings have in common. */

export type Deps = Records & {
  readonly files: FileStore;
  /** The texts that the client speaks in a language. */
  readonly spokenTexts: (locale: VoiceLocale) => SpokenTexts;
};

export type Handler<Key extends keyof typeof voiceContract> = Handlers<typeof voiceContract>[Key];

/** The path of a request: a spoken text by its language and the SHA-256 of its words. */
type TextPath = { readonly spokenIn: string; readonly textSha256: string };

/** The language in a path. The path's schema allows only `VoiceLocale`s. */
export const localeOf = ({ spokenIn }: Pick<TextPath, 'spokenIn'>): VoiceLocale => spokenIn as VoiceLocale;

/** The journal line of a request. @param sha256 the SHA-256 of the recording */
export const lineOf = (
  request: {
    readonly path: TextPath;
    readonly body: { readonly id: string };
    readonly caller: { readonly personId: string };
    readonly now: Date;
  },
  act: JournalLineOf<'voice_changed'>['act'],
  sha256: string,
): JournalLineOf<'voice_changed'> => ({
  type: 'voice_changed',
  id: request.body.id,
  recordedAt: request.now.toISOString(),
  actor: request.caller.personId,
  act,
  locale: localeOf(request.path),
  textSha256: request.path.textSha256,
  sha256,
});
