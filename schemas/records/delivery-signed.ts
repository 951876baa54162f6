import { Id, Line, Sha256 } from '../values.ts';
import { recordOf } from './record.ts';
import { RecordSigner } from './signer.ts';

/** The second person's signature under a delivery: it names the record and digest that were signed. Subject: the delivery. */
export const DeliverySigned = recordOf('delivery-signed', 1, {
  schoolName: Line(100),
  noteNumber: Line(60),
  signedRecord: Id,
  signedDigest: Sha256,
  signer: RecordSigner,
});
