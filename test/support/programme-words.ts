/**
 * The words that say whose a paper is. None of them may stand on what leaves the desk: a print, a calendar file, a mail. In Telugu and Japanese
 * the names are also written as they sound; the women's helpline is not HELP.
 */
const words = [
  /HELP/,
  /హెల్ప్(?!\u200c?లైన్)/,
  /ヘルプ(?!ライン)/,
  /vimukthi/i,
  /విముక్తి/,
  /ヴィムクティ|ビムクティ/,
  /leadership\s+next/i,
  /లీడర్\u200c?షిప్\s+నెక్స్ట్/,
  /リーダーシップ・?ネクスト/,
  /kamonohashi/i,
  /కమోనో/,
  /かものはし|カモノハシ/,
];

/** What of the programme and of those who run and fund it a text names. */
export const findProgrammeWords = (text: string): string[] =>
  words.flatMap((word) => word.exec(text)?.[0] ?? []);
