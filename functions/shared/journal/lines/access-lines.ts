import * as z from 'zod';
import { roles } from '../../reach/roles.ts';
import { base, date, district, id, object } from './fields.ts';

/**
 * The journal lines about who has access: people, their devices and what two persons decide. A function, so that its
 * schemas are made at the first use of `journalLine` (line.ts).
 */
export const accessLines = () => {
  const access = {
    role: z.enum(roles),
    collectives: z.array(id),
    districts: z.array(district),
    disabled: z.boolean(),
  };

  /** `sign_in`: a new first password for a person. */
  const approvalKind = z.enum(['person', 'sign_in', 'erasure', 'data_handover', 'join', 'parting']);

  return [
    /** A person's access after she was added or changed. */
    object({ ...base, type: z.literal('person_added'), personId: id, ...access }),
    object({
      ...base,
      type: z.literal('person_changed'),
      personId: id,
      ...access,
      /** The names of the changed fields. */
      fields: z.array(z.string()),
    }),
    object({ ...base, type: z.literal('person_erased'), personId: id }),
    /**
     * A request that needs two people. `subject` is the person or member whom it is about, the data handover, or a pair of records; `role` is the
     * one that a person would get.
     */
    object({
      ...base,
      type: z.literal('approval_asked'),
      approvalId: id,
      kind: approvalKind,
      subject: id,
      role: z.enum(roles).optional(),
    }),
    /**
     * A second person's decision; `withdrawn`: the person who asked took the request back first. If approved, it took effect: `access` is the
     * person's new access; after an erasure nobody can read the member or person, and her key is destroyed on `erasesOn`.
     */
    object({
      ...base,
      type: z.literal('approval_decided'),
      approvalId: id,
      kind: approvalKind,
      subject: id,
      decision: z.enum(['approved', 'declined', 'withdrawn']),
      access: object(access).optional(),
      erasesOn: date.optional(),
    }),
    /**
     * A device was registered to its owner. `opensBy`: the means to unlock it is on the device alone, or the server gives
     * a share of it for a PIN.
     */
    object({
      ...base,
      type: z.literal('device_added'),
      deviceId: id,
      personId: id,
      opensBy: z.enum(['device', 'server']),
    }),
    /** Many wrong PINs were tried on a device, which still opens. `wrongTries`: how many since it was registered. */
    object({
      ...base,
      type: z.literal('device_tried'),
      deviceId: id,
      personId: id,
      wrongTries: z.int().min(1),
    }),
    /** A secret that a device no longer has was used: there is a copy of its storage. The owner has to sign in. */
    object({ ...base, type: z.literal('device_copied'), deviceId: id, personId: id }),
    /** So many wrong PINs were tried that the owner has to sign in. */
    object({ ...base, type: z.literal('device_locked'), deviceId: id, personId: id }),
    /** An administrator ended a device because it was lost. The device learns of it at its next contact. */
    object({ ...base, type: z.literal('device_revoked'), deviceId: id, personId: id }),
    /** A device wiped its data because it was lost or its owner was disabled; `waiting` is how many unsent records are lost. */
    object({
      ...base,
      type: z.literal('device_ended'),
      deviceId: id,
      personId: id,
      waiting: z.int().min(0),
    }),
  ] as const;
};
