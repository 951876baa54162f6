import { createHash, verify, X509Certificate } from 'node:crypto';
import { common, msp, peer } from '@hyperledger/fabric-protos';

/** Checks of a block that trust nobody: node:crypto over the bytes as they came. */

const sha256 = (...parts: readonly Uint8Array[]) =>
  createHash('sha256').update(Buffer.concat(parts)).digest();

/** Written out for its own sake, apart from the encoder under test. */
function headerDer(header: common.BlockHeader): Buffer {
  const hex = header.getNumber().toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  const number = Buffer.from(Number.parseInt(even.slice(0, 2), 16) >= 0x80 ? `00${even}` : even, 'hex');
  const octets = (bytes: Uint8Array) => Buffer.concat([Buffer.of(4, bytes.length), bytes]);
  const content = Buffer.concat([
    Buffer.of(2, number.length),
    number,
    octets(header.getPreviousHash_asU8()),
    octets(header.getDataHash_asU8()),
  ]);
  return Buffer.concat([Buffer.of(0x30, content.length), content]);
}

export function headerHash(header: common.BlockHeader): Buffer {
  return sha256(headerDer(header));
}

/** What does not fit in a block, given the one before it; empty for a block as it was written. */
export function flawsOf(block: common.Block, previous: common.Block): string[] {
  const header = block.getHeader()!;
  const envelopes = block.getData()!.getDataList_asU8();
  const slots = block.getMetadata()!.getMetadataList_asU8();
  const flaws: string[] = [];
  if (header.getNumber() !== previous.getHeader()!.getNumber() + 1) flaws.push('number');
  if (!headerHash(previous.getHeader()!).equals(header.getPreviousHash_asU8())) flaws.push('previous hash');
  if (!sha256(...envelopes).equals(header.getDataHash_asU8())) flaws.push('data hash');
  if (slots.length !== 5 || slots[1]!.length + slots[3]!.length > 0) flaws.push('metadata slots');
  if (slots[2]!.length !== envelopes.length) flaws.push('length of the filter');
  if (!isSignedByOrderer(header, slots[0]!)) flaws.push('orderer signature');
  if (!envelopes.every(isEndorsed)) flaws.push('endorsements');
  return flaws;
}

function isSignedByOrderer(header: common.BlockHeader, slot: Uint8Array): boolean {
  const metadata = common.Metadata.deserializeBinary(slot);
  const value = metadata.getValue_asU8();
  const signatures = metadata.getSignaturesList();
  return (
    signatures.length > 0 &&
    signatures.every((each) => {
      const signatureHeader = each.getSignatureHeader_asU8();
      const creator = common.SignatureHeader.deserializeBinary(signatureHeader).getCreator_asU8();
      const signed = Buffer.concat([value, signatureHeader, headerDer(header)]);
      return verify('sha256', signed, keyOf(creator), each.getSignature_asU8());
    })
  );
}

function isEndorsed(envelope: Uint8Array): boolean {
  const payload = common.Payload.deserializeBinary(
    common.Envelope.deserializeBinary(envelope).getPayload_asU8(),
  );
  const [action] = peer.Transaction.deserializeBinary(payload.getData_asU8()).getActionsList();
  const endorsed = peer.ChaincodeActionPayload.deserializeBinary(action!.getPayload_asU8()).getAction()!;
  const response = endorsed.getProposalResponsePayload_asU8();
  return endorsed.getEndorsementsList().every((each) => {
    const signed = Buffer.concat([response, each.getEndorser_asU8()]);
    return verify('sha256', signed, keyOf(each.getEndorser_asU8()), each.getSignature_asU8());
  });
}

function keyOf(creator: Uint8Array) {
  const identity = msp.SerializedIdentity.deserializeBinary(creator);
  return new X509Certificate(Buffer.from(identity.getIdBytes_asU8())).publicKey;
}
