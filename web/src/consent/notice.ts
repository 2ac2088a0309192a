/** The notice whose words stand in messages.json under `notice.…`, one for each purpose; new words, new version. */
export const noticeVersion = '2026-12';
