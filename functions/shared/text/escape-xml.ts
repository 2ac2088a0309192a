// biome-ignore lint/suspicious/noControlCharactersInRegex: XML cannot contain these characters.
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/**
 * Escapes a text for XML, as the content of an element or as an attribute's value in double quotes. Characters that XML cannot contain are
 * left out.
 */
export const escapeXml = (text: string): string =>
  text
    .replace(unwritable, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
