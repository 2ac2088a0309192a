import { t } from './text.ts';

/** The address that calls a telephone number: `+91 98480-12345` is dialled as `+919848012345`. */
export const hrefOfNumber = (number: string): string => `tel:${number.replaceAll(/[^+\d]/g, '')}`;

/** On a phone: a link that calls a telephone number. */
export function CallLink({ label, number }: { readonly label: string; readonly number: string }) {
  return (
    <a class="call" href={hrefOfNumber(number)}>
      <span>{label}</span> <strong>☎ {number}</strong>
    </a>
  );
}

/** The women's helpline and the emergency number, the same in all of India. Whoever finds the phone learns nothing by them, so it has them while it is locked. */
export function EmergencyLinks() {
  return (
    <>
      <CallLink label={t('call.helpline')} number="181" />
      <CallLink label={t('call.emergency')} number="112" />
    </>
  );
}
