import { ids } from './example-ids.ts';

/** Examples of the bodies of routes for people, devices, approvals, erasures, handovers and drills. examples.ts brings all examples together. */
/** 256 bits in base64url: 43 characters. */
const secret = 'V2hhdCBhIGRldmljZSBtYWtlcyBvZiBpdHMgc2Vjcml';

export const peopleExamples = {
  'POST /api/me/device-keys': { id: ids.device, key: secret },
  'POST /api/me/device-keys/open': { id: ids.device, sealed: 'AQIDBAUGBwgJCgsMDQ4PEA' },
  'POST /api/me/devices': { id: ids.new, secret },
  'POST /api/device/contact': { waiting: 2 },
  'POST /api/device/unlock': { proof: secret, waiting: 2, nextSecret: secret },
  'POST /api/users/{id}/devices/{deviceId}/revocation': { id: ids.new },
  'POST /api/users': {
    id: ids.new,
    name: 'Vennela Mogili',
    role: 'caseworker',
    locale: 'te',
    districts: ['Guntur', 'Palnadu'],
  },
  'PATCH /api/users/{id}': { districts: ['Guntur'] },
  'POST /api/users/{id}/one-time-password': {},
  'POST /api/members/{id}/erasure': { id: ids.new, reason: 'She asked for it.' },
  'POST /api/users/{id}/erasure': { id: ids.new, reason: 'She has left the programme.' },
  'POST /api/approvals/{id}': { decision: 'approved' },
  'POST /api/approvals/{id}/withdrawal': {},
  'POST /api/health/drills': { id: ids.new },
  'POST /api/data-handovers': {
    id: ids.new,
    recipient: 'Vennela Foundation, Vijayawada',
    recipientKey: 'age1vfvzuzhfz7j94mzke4r0wxrq4l5vh4xmpeh7lf5435qp3r6r63msdtfd6f',
  },
};
