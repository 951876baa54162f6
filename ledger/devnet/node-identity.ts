import { randomBytes } from 'node:crypto';
import { common } from '@hyperledger/fabric-protos';
import { creatorOf, type SigningIdentity, signAs } from '#ledger/fabric-wire/identity.ts';

/** A node that signs what it says: a peer or the orderer. */
export class NodeIdentity {
  readonly mspId: string;
  /** MSP id and certificate, as they stand beside a signature. */
  readonly creator: Uint8Array;
  readonly #signer: SigningIdentity;

  constructor(signer: SigningIdentity) {
    this.mspId = signer.mspId;
    this.creator = creatorOf(signer);
    this.#signer = signer;
  }

  sign(message: Uint8Array): Uint8Array {
    return signAs(this.#signer, message);
  }

  /** Who signs, with a nonce that makes the signed bytes unique. */
  signatureHeader(): Uint8Array {
    const header = new common.SignatureHeader();
    header.setCreator(this.creator);
    header.setNonce(randomBytes(24));
    return header.serializeBinary();
  }
}
