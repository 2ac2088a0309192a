/** The notice whose words stand in messages.json under `notice.services` and `notice.reporting`; new words, new version. */
export const noticeVersion = '2026-11';
