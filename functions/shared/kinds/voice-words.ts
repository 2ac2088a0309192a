/** What the studio and the phones have in common about recordings of spoken texts. */

/** The languages that leaders and staff hear. */
export const voiceLocales = ['te', 'en'] as const;
export type VoiceLocale = (typeof voiceLocales)[number];

/** The most that the recordings of one language take together, approved and waiting: a phone loads all that are approved. */
export const maxVoiceBytes = 6_000_000;
/** The largest recording: in base64 it fits into the body of a request. At 12 kbit/s it is two minutes. */
export const maxRecordingBytes = 180_000;
/** The longest recording, without the silence at its ends. Longer texts are spoken in parts. */
export const maxSpokenMs = 90_000;

/** How a recording is encoded: Opus, in what a browser writes. */
export const recordingTypes = ['audio/webm', 'audio/ogg'] as const;
export type RecordingType = (typeof recordingTypes)[number];

export const voiceActs = ['recorded', 'approved', 'declined', 'removed'] as const;
