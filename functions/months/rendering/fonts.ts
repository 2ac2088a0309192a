import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The report's fonts: files in packages that lib/native-files.ts copies beside the function's bundle. */
export const fontFiles = [
  '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  '@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf',
  '@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf',
  '@expo-google-fonts/noto-sans-jp/700Bold/NotoSansJP_700Bold.ttf',
  '@expo-google-fonts/noto-sans-telugu/400Regular/NotoSansTelugu_400Regular.ttf',
  '@expo-google-fonts/noto-sans-telugu/700Bold/NotoSansTelugu_700Bold.ttf',
] as const;

/** The bytes of the report's fonts. @throws if a font's package is not installed beside the bundle */
export const loadFonts = (): Buffer[] => {
  const { resolve } = createRequire(import.meta.url);
  return fontFiles.map((path) => readFileSync(resolve(path)));
};
