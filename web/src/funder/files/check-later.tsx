import { t } from '../text.ts';

/**
 * The commands of docs/verify.md that need nothing but openssl and sha256sum. These check the signature: they write the
 * manifest without its signature, as it was signed, to one file, and the decoded signature to another.
 */
const signatureCommands = `sed 's/,"signature":"[^"]*"//' manifest.json > signed.json
sed 's/.*,"signature":"\\([^"]*\\)".*/\\1/' manifest.json | openssl base64 -d -A > signature.der
openssl dgst -sha256 -verify public-key.pem -signature signature.der signed.json`;
/** Writes the manifest's files and hashes as the list that sha256sum checks. */
const hashCommands = `grep -o '"name":"[^"]*","sha256":"[^"]*"' manifest.json |
  sed 's/"name":"\\(.*\\)","sha256":"\\(.*\\)"/\\2  \\1/' | sha256sum --check --strict`;

/**
 * The funder's instructions for checking a month's files later and without this page, step by step, for whoever looks
 * after the funder's computers.
 */
export function CheckLater({ implementer }: { readonly implementer: string }) {
  return (
    <details>
      <summary>{t('files.later')}</summary>
      <ol>
        <li>{t('files.later.keep')}</li>
        <li>{t('files.later.key', { implementer })}</li>
        <li>
          {t('files.later.signature')}
          <pre class="commands">{signatureCommands}</pre>
        </li>
        <li>
          {t('files.later.hashes')}
          <pre class="commands">{hashCommands}</pre>
        </li>
      </ol>
    </details>
  );
}
