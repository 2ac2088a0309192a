import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What every page of a training stage says, by the language of the page. */
export const trainingWords = {
  te: 'శిక్షణ: ఇక్కడి పేర్లన్నీ కల్పితం. నిజమైన పేర్లు రాయకండి.',
  en: 'Training: everybody here is invented. Enter no real names.',
  ja: '研修用：登場する人はすべて架空です。実在の人の名前を入力しないでください。',
} as const;

const styleSheetName = 'training.css';

/** Shows the words at the top of the page, and a frame that stays visible while the page scrolls and on paper. */
const styleSheet = `html {
  box-sizing: border-box;
  min-height: 100vh;
  border-inline: 0.5rem solid #f2b705;
  print-color-adjust: exact;
}
body::before {
  display: block;
  padding: 0.375rem 0.75rem;
  background: #f2b705;
  color: #1c1a14;
  font-weight: 600;
  text-align: center;
  content: "${trainingWords.en}";
}
${(['te', 'ja'] as const)
  .map((language) => `html:lang(${language}) body::before {\n  content: "${trainingWords[language]}";\n}\n`)
  .join('')}`;

/**
 * Copies a built web client and marks its pages as training, so that nobody takes invented people for real ones or enters real ones.
 * Pages of other stages stay as they are built, so the marks cost their users no byte.
 * @param directory the built client, which is not changed
 * @returns the directory of the copy, below the system's folder for temporary files
 */
export function markAsTraining(directory: string): string {
  const copyDirectory = mkdtempSync(join(tmpdir(), 'leadership-next-training-'));
  cpSync(directory, copyDirectory, { recursive: true });
  writeFileSync(join(copyDirectory, styleSheetName), styleSheet);
  for (const page of readdirSync(copyDirectory).filter((name) => name.endsWith('.html'))) {
    const file = join(copyDirectory, page);
    const html = readFileSync(file, 'utf8');
    writeFileSync(file, html.replace('</head>', `<link rel="stylesheet" href="/${styleSheetName}"></head>`));
  }
  return copyDirectory;
}
