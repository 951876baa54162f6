import type { KeyObject } from 'node:crypto';
import { msp } from '@hyperledger/fabric-protos';
import { signLowS } from '#ledger/x509/sign-low-s.ts';

/** Somebody of an organisation who can sign: an administrator or a client. */
export interface SigningIdentity {
  readonly mspId: string;
  readonly certificatePem: string;
  readonly privateKey: KeyObject;
}

/** The bytes by which Fabric names an identity: MSP id and PEM certificate. */
export function serializedIdentity(mspId: string, certificatePem: string): Uint8Array {
  const identity = new msp.SerializedIdentity();
  identity.setMspid(mspId);
  identity.setIdBytes(Buffer.from(certificatePem));
  return identity.serializeBinary();
}

export function creatorOf(identity: SigningIdentity): Uint8Array {
  return serializedIdentity(identity.mspId, identity.certificatePem);
}

export function signAs(identity: SigningIdentity, message: Uint8Array): Buffer {
  return signLowS(message, identity.privateKey);
}
