import * as z from 'zod';
import { clientId } from '../../shared/fields/fields.ts';
import { page, pageOf } from '../../shared/fields/page-schema.ts';
import { nobody } from '../../shared/http/audiences.ts';
import type { Contract } from '../../shared/http/route-contract.ts';
import { maxSettingsOfMonth } from '../../shared/setting-counts/max-settings.ts';
import { clientVersion, secret256 } from './definition.ts';
import { device, deviceInput, phonesOfPerson, registeredDevice, revocationInput } from './schema.ts';

/** The number of unsent records on the device. If the device is ended, they are lost, and the journal records their number. */
const waiting = z.int().min(0).max(100_000);

export const devicesContract = {
  'POST /api/me/device-keys': {
    who: { ...nobody, leader: 'own', caseworker: 'own', coordinator: 'own' },
    services: 'none',
    summary: 'Encrypt a device’s key, so that only its owner, signed in again, gets it back',
    description:
      'Nothing is stored here: the device keeps `sealed`. It is decrypted only for the same person and ' +
      'device id, so a forgotten PIN loses no unsent work.',
    body: z.strictObject({ id: clientId, key: secret256 }),
    answers: { 200: z.object({ sealed: z.string() }) },
  },
  'POST /api/me/device-keys/open': {
    who: { ...nobody, leader: 'own', caseworker: 'own', coordinator: 'own' },
    services: 'none',
    summary: 'Decrypt a device’s key again',
    description:
      'Not of a device that was revoked or has ended (`ended`): it destroys what it keeps. Nor, of any device, for a session from before the ' +
      'latest revocation of a device of hers (`sign_in_again`).',
    body: z.strictObject({ id: clientId, sealed: z.string().min(1).max(1000) }),
    answers: { 200: z.object({ key: secret256 }) },
    refusals: { 422: ['not_yours', 'ended', 'sign_in_again'] },
  },
  'POST /api/me/devices': {
    who: { ...nobody, leader: 'own', caseworker: 'own' },
    services: 'none',
    summary: 'Register a device of its owner',
    description:
      'From then on the device has its own token, `device.<id>.<secret>`, which works only for the ' +
      'calls under `/api/device`. A device that was revoked or has ended is replaced by none (`revoked_device`), and a session from before ' +
      'the latest revocation of a device of hers registers none (`sign_in_again`): the revoked device may hold that session. ' +
      `\`too_many\`: a person registers ${maxSettingsOfMonth.phones} in a month.`,
    body: deviceInput,
    answers: { 201: device, 200: device },
    refusals: { 409: ['id_reused'], 422: ['unknown_device', 'revoked_device', 'sign_in_again', 'too_many'] },
  },
  'GET /api/phones': {
    who: { ...nobody, administrator: 'all' },
    services: 'none',
    summary: 'Who works on a phone and is not disabled, each with her phones that were not ended',
    description:
      'All leaders, and the caseworkers who have registered one. Without a name. A page may hold fewer than `limit`, even none; while it has a `cursor` there may be more.',
    query: z.strictObject(page),
    answers: { 200: pageOf(phonesOfPerson) },
  },
  'GET /api/users/{id}/devices': {
    who: { ...nobody, administrator: 'all' },
    services: 'none',
    summary: 'The phones that a leader or caseworker has registered',
    description:
      'The newest first. A phone that changed its key is listed once, under its newest; under an earlier one too if that was revoked.',
    answers: { 200: z.object({ items: z.array(registeredDevice) }) },
    refusals: { 404: ['not_found'] },
  },
  'POST /api/users/{id}/devices/{deviceId}/revocation': {
    who: { ...nobody, administrator: 'all' },
    services: 'none',
    summary: 'End a phone that is lost',
    description:
      'At its next contact it destroys what it keeps, and before that opens nothing that needs the server. She is signed out wherever ' +
      'she was signed in, within a minute, and registers a phone again when she signs in.',
    body: revocationInput,
    answers: { 201: registeredDevice, 200: registeredDevice },
    refusals: { 404: ['not_found'], 409: ['id_reused'], 422: ['already_revoked'] },
  },
  'POST /api/device/contact': {
    who: 'device',
    services: 'none',
    summary: 'Ask whether a device may still open',
    description:
      '`ended`: its owner was disabled, is neither leader nor caseworker any more, or lost it. The device destroys what it keeps; `waiting` is then ' +
      'noted, since that much is lost.',
    body: z.strictObject({ waiting, client: clientVersion.optional() }),
    answers: { 200: z.object({ standing: z.enum(['active', 'ended']) }) },
  },
  'POST /api/device/unlock': {
    who: 'device',
    services: 'none',
    summary: 'Get the key share of a device for the proof of its PIN',
    description:
      'After five wrong proofs in a row, or 300 since it was registered, no proof is accepted (`locked`): its owner signs in and registers the ' +
      'device anew. A wrong one is `wrong_pin`, with `triesLeft`. `ended`: as for `contact`. `nextSecret` takes the place of the secret in its ' +
      'token, which works on until the device first uses the new one; it offers the same one until then, so a lost answer costs nothing. ' +
      'Another one, or a use of the former secret after that, shows that there is a copy of the device: neither opens any more (`copied`, ' +
      'with `wrongTries` and `since`), and its owner signs in.',
    body: z.strictObject({
      proof: secret256,
      waiting,
      nextSecret: secret256,
      client: clientVersion.optional(),
    }),
    answers: {
      200: z.object({
        share: secret256,
        /** The number of wrong proofs since the last right proof whose answer has reached the device. */
        wrongTries: z.int(),
        /** The Indian date since which wrong proofs are counted: that of the last right proof or, if there was none, of the registration. */
        since: z.iso.date(),
        /** The number of wrong proofs since the device was registered. */
        wrongTriesInAll: z.int(),
      }),
    },
    refusals: { 422: ['wrong_pin', 'locked', 'copied', 'ended'] },
  },
} as const satisfies Contract;
